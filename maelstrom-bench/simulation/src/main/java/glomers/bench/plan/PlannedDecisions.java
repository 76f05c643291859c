package glomers.bench.plan;

import glomers.bench.engine.Decisions;
import java.util.HashMap;
import java.util.Map;

/** Decides as a plan says; where it says nothing, as usual. Chance is never asked. */
public final class PlannedDecisions implements Decisions {

  private final Map<String, Map<DecisionName, Long>> bySubject = new HashMap<>();

  /** Decides as the given plan says. */
  public PlannedDecisions(Plan plan) {
    plan.decisions()
        .forEach((name, value) ->
            bySubject.computeIfAbsent(name.subject(), unused -> new HashMap<>()).put(name, value));
  }

  @Override
  public Subject about(String name) {
    Map<DecisionName, Long> own = bySubject.get(name);
    return own == null
        ? (kind, number, copy, usual, draw) -> usual
        : (kind, number, copy, usual, draw) ->
            own.getOrDefault(new DecisionName(kind, name, number, copy), usual);
  }
}
