package glomers.bench.verdict;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * The figures of a finished run that tables show and limits are set to, whichever harness ran it.
 * What a run did not measure is empty: Maelstrom's results have no latencies of operations and
 * count no bytes.
 *
 * @param isValid whether the harness found the run valid
 * @param messagesPerOperation the messages between servers, per operation of a client
 * @param bytesPerOperation how long these messages were, per operation of a client
 * @param medianMillis the median of the workload's stable latencies
 * @param maxMillis the maximum of the workload's stable latencies
 * @param operationMedianMillis the median latency of the operations that succeeded
 * @param operationMaxMillis the maximum latency of the operations that succeeded
 * @param okFraction the part of all operations that succeeded
 */
public record RunFigures(
    boolean isValid,
    OptionalDouble messagesPerOperation,
    OptionalDouble bytesPerOperation,
    OptionalDouble medianMillis,
    OptionalDouble maxMillis,
    OptionalDouble operationMedianMillis,
    OptionalDouble operationMaxMillis,
    OptionalDouble okFraction) {

  /** The figures of a run that measured nothing. */
  public static final RunFigures NONE = of(false, Map.of());

  /** Picks the figures out of a run's results, arranged as in {@code results.json}. */
  public static RunFigures of(boolean isValid, Map<?, ?> results) {
    return new RunFigures(
        isValid,
        number(results, "net", "servers", "msgs-per-op"),
        number(results, "net", "servers", "bytes-per-op"),
        number(results, "workload", "stable-latencies", "0.5"),
        number(results, "workload", "stable-latencies", "1"),
        number(results, "performance", "latency-millis", "0.5"),
        number(results, "performance", "latency-millis", "1"),
        number(results, "availability", "ok-fraction"));
  }

  private static OptionalDouble number(Map<?, ?> results, String... path) {
    Object at = results;
    for (String key : path) {
      at = at instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return at instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }
}
