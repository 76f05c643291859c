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
    double okFraction = okFraction(history);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("ok-fraction", okFraction);
    if (requiredOkFraction.isEmpty()) {
      return Verdict.ofFigures(figures);
    }
    double required = requiredOkFraction.getAsDouble();
    figures.put("required-ok-fraction", required);
    boolean isEnoughOnMaelstrom =
        okFraction(history.stream().filter(isMaelstroms).toList()) >= required;
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

  private static double okFraction(List<Operation> operations) {
    long okCount = operations.stream().filter(Operation::isOk).count();
    return operations.isEmpty() ? 1 : (double) okCount / operations.size();
  }
}
