package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says of operations where and when they were asked: a number alone tells nobody. */
public final class Legend {

  private Legend() {}

  /**
   * An operation's number, what was asked, where and when: {@code operation 7, read at n1, 0.5 s}.
   */
  public static String of(Operation operation) {
    return operation.function().equals("txn")
        ? String.format(
            Locale.ROOT,
            "T%d: operation %d, at %s, %.3f s",
            operation.index(),
            operation.index(),
            operation.node(),
            operation.invokedNanos() / 1e9)
        : String.format(
            Locale.ROOT,
            "operation %d, %s%s at %s, %.3f s",
            operation.index(),
            operation.isFinal() ? "final " : "",
            operation.function(),
            operation.node(),
            operation.invokedNanos() / 1e9);
  }

  /** An anomaly with the legend of its operations behind its description. */
  public static Anomaly added(Anomaly anomaly) {
    if (anomaly.operations().isEmpty()) {
      return anomaly;
    }
    return anomaly.describedAs(
        anomaly.description()
            + anomaly.operations().stream()
                .distinct()
                .limit(Verdict.MAX_ANOMALIES_SHOWN)
                .map(Legend::of)
                .collect(Collectors.joining("; ", " (", ")")));
  }
}
