package glomers.bench.plan;

import glomers.bench.client.Invocation;
import glomers.bench.engine.Clock;
import glomers.bench.engine.Decisions;
import glomers.bench.nemesis.FaultSpan;
import glomers.bench.options.TestOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes down all that is decided in a run. Lives on its run's thread. */
public final class PlanRecorder implements Decisions {

  private final Decisions decider;
  private final Map<DecisionName, Long> decisions = new HashMap<>();
  private final List<PlannedOperation> operations = new ArrayList<>();

  /** Writes down what another one decides. */
  public PlanRecorder(Decisions decider) {
    this.decider = decider;
  }

  @Override
  public Subject about(String name) {
    Subject subject = decider.about(name);
    return (kind, number, copy, usual, draw) -> {
      long decided = subject.decide(kind, number, copy, usual, draw);
      if (decided != usual) {
        decisions.put(new DecisionName(kind, name, number, copy), decided);
      }
      return decided;
    };
  }

  /** Says that a client asks something now. */
  public void asks(long elapsedNanos, int client, Invocation invocation) {
    operations.add(new PlannedOperation(elapsedNanos, client, invocation));
  }

  /** What was decided so far. */
  public Plan toPlan(
      Clock clock,
      TestOptions options,
      List<String> arguments,
      Map<Integer, String> nodesByClient,
      List<FaultSpan> faults,
      long endNanos) {
    return new Plan(
        clock,
        options,
        arguments,
        nodesByClient,
        operations,
        faults,
        new TreeMap<>(decisions),
        endNanos,
        true);
  }
}
