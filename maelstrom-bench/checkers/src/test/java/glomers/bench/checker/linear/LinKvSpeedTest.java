package glomers.bench.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the checker costs when it counts, in the time of one core. */
final class LinKvSpeedTest {

  private static final int OPERATIONS = 100_000;

  /** What is promised; measured 0.1 s for a hundred keys, 0.25 s for one. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @ParameterizedTest
  @CsvSource({"100, 0", "100, 0.01", "1, 0"})
  void a_hundred_thousand_operations_take_at_most_two_seconds(int keys, double unknownShare) {
    List<Operation> history = new SimulatedStore(20, keys, unknownShare, 1).history(OPERATIONS);

    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Verdict verdict = new LinKvChecker().check(history);
    Duration taken =
        Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);

    assertThat(verdict.isValid()).isTrue();
    assertThat(verdict.undecided()).isEmpty();
    assertThat(taken).isLessThan(LIMIT);
  }
}
