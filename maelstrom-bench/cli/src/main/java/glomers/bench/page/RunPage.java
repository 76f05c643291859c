package glomers.bench.page;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.SetChecker;
import glomers.bench.checker.SetChecker.StableValue;
import glomers.bench.history.Operation;
import glomers.bench.network.TracedMessage;
import glomers.bench.report.RunReport.Origin;
import glomers.bench.story.Story;
import glomers.bench.verdict.Validity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that there is to see of one run, whichever harness it ran under. All times are in nanoseconds
 * since clients began.
 *
 * @param title what was tested, for example {@code broadcast, 5 nodes, 20 s at 10 a second}
 * @param harness what ran it, and on which clock
 * @param conclusion what it came to
 * @param figures what was measured, beside its limit where there is one
 * @param details the workload's further figures, by name, in the order to show
 * @param repetition how to have it again
 * @param operations what clients asked, in the order of invocation
 * @param stableValues for broadcast, how long each value took to be everywhere; else empty
 * @param faults what was wrong and when
 * @param messages what was sent, in the order of sending
 * @param messagesRemark what is missing among the messages, in a sentence; empty if nothing is
 * @param anomalies what was found, with its operations
 * @param stories how each of these came about, in their order
 * @param anomalyCounts how many were found of each type, those that are not listed too
 * @param nodes the nodes, by name
 * @param files what else lies in the run's folder, by file name, with what it holds
 * @param origin the larger run out of which this one was made, if it was
 */
public record RunPage(
    String title,
    String harness,
    Conclusion conclusion,
    List<Figure> figures,
    Map<String, String> details,
    Repetition repetition,
    List<Operation> operations,
    List<StableValue> stableValues,
    List<FaultBand> faults,
    List<TracedMessage> messages,
    String messagesRemark,
    List<Anomaly> anomalies,
    List<Story> stories,
    Map<String, Long> anomalyCounts,
    List<NodeSummary> nodes,
    Map<String, String> files,
    Optional<Origin> origin) {

  /**
   * What a run came to.
   *
   * @param sentence the verdict in one sentence
   * @param reasons what there is to say besides the anomalies, a sentence each
   */
  public record Conclusion(Validity validity, String sentence, List<String> reasons) {}

  /**
   * Something measured.
   *
   * @param name what
   * @param value how much, with its unit; {@code none} if the run did not measure it
   * @param limit what it had to be, if a limit was set
   * @param isKept whether it was; true where there is no limit
   * @param meaning how it is measured, for who sees it for the first time
   */
  public record Figure(
      String name, String value, Optional<String> limit, boolean isKept, String meaning) {}

  /**
   * How to have a run again.
   *
   * @param command a line for the shell; empty if it is not known
   * @param seed the seed that all chance came from; empty if there was none
   * @param remark how far the repetition is the same, in a sentence
   */
  public record Repetition(String command, String seed, String remark) {}

  /**
   * A time in which something was wrong.
   *
   * @param fault its kind: {@code partition}, {@code kill}, {@code pause}
   * @param description what was done, for example {@code one n0 | n1 n2}
   * @param endNanos when it was put right, or the end of the run
   * @param nodes the nodes that were down for it; none for a partition
   */
  public record FaultBand(
      String fault, String description, long startNanos, long endNanos, List<String> nodes) {}

  /**
   * A node.
   *
   * @param sentCount how many messages it sent
   * @param receivedCount how many arrived at it, copies too
   * @param missedCount how many for it were lost, or dropped by a partition
   * @param logTail the last lines of its log
   * @param logLineCount how many lines its log has
   */
  public record NodeSummary(
      String name,
      long sentCount,
      long receivedCount,
      long missedCount,
      List<String> logTail,
      long logLineCount) {}

  /** The values that were broadcast, if any were, and how long each took to be everywhere. */
  static List<StableValue> stableValues(List<Operation> history) {
    return history.stream().anyMatch(operation -> operation.function().equals("broadcast"))
        ? SetChecker.stableValues(history)
        : List.of();
  }

  /** When the first thing happened that should not have; empty if all is well. */
  public OptionalDouble firstAnomalyNanos() {
    return anomalies.stream()
        .filter(anomaly -> !anomaly.operations().isEmpty())
        .mapToDouble(anomaly -> anomaly.operations().getFirst().invokedNanos())
        .min();
  }
}
