package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Enough operations have to succeed.
 *
 * @param requiredOkFraction the part that has to, from 0 to 1; any if empty
 */
public record AvailabilityChecker(OptionalDouble requiredOkFraction) implements Checker {

  @Override
  public Verdict check(List<Operation> history) {
    long okCount = history.stream().filter(Operation::isOk).count();
    double okFraction = history.isEmpty() ? 1 : (double) okCount / history.size();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("ok-fraction", okFraction);
    if (requiredOkFraction.isEmpty() || okFraction >= requiredOkFraction.getAsDouble()) {
      return new Verdict(true, figures, List.of());
    }
    figures.put("required-ok-fraction", requiredOkFraction.getAsDouble());
    List<Operation> notOk =
        history.stream()
            .filter(operation -> !operation.isOk())
            .limit(Verdict.MAX_ANOMALIES_SHOWN)
            .toList();
    String description =
        (history.size() - okCount)
            + " of "
            + history.size()
            + " operations did not succeed; the first: "
            + notOk.getFirst().function()
            + " at "
            + notOk.getFirst().node()
            + ": "
            + notOk.getFirst().error();
    return new Verdict(false, figures, List.of(new Anomaly("unavailable", description, notOk)));
  }
}
