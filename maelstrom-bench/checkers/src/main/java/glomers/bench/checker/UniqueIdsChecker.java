package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** No two answers may be the same identifier. */
public final class UniqueIdsChecker implements Checker {

  private static final AnomalyType DUPLICATE_ID = AnomalyType.ofMaelstrom("duplicate-id");

  @Override
  public Verdict check(List<Operation> history) {
    AnomalyList anomalies = new AnomalyList();
    Map<JsonNode, Operation> firstByIdentifier = new HashMap<>();
    int acknowledged = 0;
    for (Operation operation : history) {
      if (operation.isOk()) {
        acknowledged++;
        Operation first = firstByIdentifier.putIfAbsent(operation.output(), operation);
        if (first != null) {
          anomalies.add(
              DUPLICATE_ID,
              Subject.ofValue(operation.output()),
              () -> describe(first, operation),
              first,
              operation);
        }
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("attempted-count", history.size());
    figures.put("acknowledged-count", acknowledged);
    figures.put("duplicated-count", anomalies.count(DUPLICATE_ID));
    return anomalies.toVerdict(figures);
  }

  private static String describe(Operation first, Operation second) {
    return String.format(
        java.util.Locale.ROOT,
        "%s was given out by %s after %.3f s and %s by %s after %.3f s (operations %d and %d)",
        first.output(),
        first.node(),
        first.completedNanos() / 1e9,
        first.node().equals(second.node()) ? "again" : "also",
        second.node(),
        second.completedNanos() / 1e9,
        first.index(),
        second.index());
  }
}
