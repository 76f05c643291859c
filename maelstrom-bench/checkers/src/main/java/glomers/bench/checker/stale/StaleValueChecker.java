package glomers.bench.checker.stale;

import glomers.bench.checker.Checker;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.stale.Freshness.Stretch;
import glomers.bench.history.Operation;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Sets that only grow catch up, broadcasts too: a read holds every value that it has to know of.
 *
 * @param freshness what reads have to know of
 */
public record StaleValueChecker(Freshness freshness) implements Checker {

  private static final int MAX_VALUES_NAMED = 8;

  @Override
  public Verdict check(List<Operation> history) {
    StaleReads found = new StaleReads();
    for (Stretch stretch :
        freshness.stretches(
            history,
            operation -> !operation.function().equals("read"),
            operation -> operation.function().equals("read"))) {
      Map<JsonNode, Integer> places = new HashMap<>();
      for (Operation write : stretch.writes()) {
        places.putIfAbsent(write.input(), places.size());
      }
      for (Operation read : stretch.reads()) {
        check(stretch, places, read, found);
      }
    }
    return found.toVerdict();
  }

  private static void check(
      Stretch stretch, Map<JsonNode, Integer> places, Operation read, StaleReads found) {
    BitSet present = new BitSet(places.size());
    for (JsonNode value : read.output()) {
      Integer place = places.get(value);
      if (place != null) {
        present.set(place);
      }
    }
    int due = stretch.dueCount(read);
    if (due > 0) {
      found.checked();
    }
    List<Operation> missing =
        present.nextClearBit(0) >= due
            ? List.of()
            : stretch.writes().subList(0, due).stream()
                .filter(write -> !present.get(places.get(write.input())))
                .toList();
    if (!missing.isEmpty()) {
      found.add(
          stretch.side(),
          read,
          describe(missing),
          missing,
          Subject.ofValues(
              missing.stream().limit(MAX_VALUES_NAMED).map(Operation::input).toList()));
    }
  }

  private static String describe(List<Operation> missing) {
    List<String> named =
        missing.stream()
            .limit(MAX_VALUES_NAMED)
            .map(write ->
                String.format(
                    Locale.ROOT,
                    "%s (%s, %.3f s)",
                    write.input(),
                    write.node(),
                    write.completedNanos() / 1e9))
            .toList();
    return "lacks %d value%s that had been acknowledged there: %s%s"
        .formatted(
            missing.size(),
            missing.size() == 1 ? "" : "s",
            String.join(", ", named),
            missing.size() > named.size() ? ", …" : "");
  }
}
