package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Enough operations have to succeed.
 *
 * @param requiredOkFraction the part that has to, from 0 to 1; any if empty
 * @param isMaelstroms which operations Maelstrom would have asked for, too
 */
public record AvailabilityChecker(
    OptionalDouble requiredOkFraction, Predicate<Operation> isMaelstroms) implements Checker {

  private static final String UNAVAILABLE = "unavailable";

  @Override
  public Verdict check(List<Operation> history) {
    double okFraction = okFraction(history, operation -> true);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("ok-fraction", okFraction);
    if (requiredOkFraction.isEmpty()) {
      return Verdict.ofFigures(figures);
    }
    double required = requiredOkFraction.getAsDouble();
    figures.put("required-ok-fraction", required);
    boolean isEnoughOnMaelstrom = okFraction(history, isMaelstroms) >= required;
    if (okFraction >= required && isEnoughOnMaelstrom) {
      return Verdict.ofFigures(figures);
    }
    List<Operation> notOk =
        history.stream()
            .filter(operation -> !operation.isOk())
            .limit(Verdict.MAX_ANOMALIES_SHOWN)
            .toList();
    String description =
        history.stream().filter(operation -> !operation.isOk()).count()
            + " of "
            + history.size()
            + " operations did not succeed; the first: "
            + Legend.of(notOk.getFirst())
            + ": "
            + notOk.getFirst().error();
    AnomalyType type =
        new AnomalyType(UNAVAILABLE, isEnoughOnMaelstrom ? Rule.OURS : Rule.MAELSTROM);
    return new Verdict(
        figures,
        List.of(new Anomaly(type, description, notOk)),
        Map.of(UNAVAILABLE, 1L),
        Optional.empty());
  }

  /** The part of those that succeeded among those that count. */
  private static double okFraction(List<Operation> operations, Predicate<Operation> counts) {
    int count = 0;
    int okCount = 0;
    for (Operation operation : operations) {
      if (counts.test(operation)) {
        count++;
        okCount += operation.isOk() ? 1 : 0;
      }
    }
    return count == 0 ? 1 : (double) okCount / count;
  }
}
