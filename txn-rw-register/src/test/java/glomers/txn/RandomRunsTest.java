package glomers.txn;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.txn.causal.CausalProgram;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomRunsTest {

  private static final int ROUNDS = 30;
  private static final Duration CONVERGED_WITHIN = Duration.ofSeconds(2);

  @ParameterizedTest(name = "{0} nodes, operations {1} ms apart")
  @CsvSource({"3, 0, 150", "5, 0, 100", "3, 3, 150", "5, 3, 100"})
  void transactions_are_atomic_causal_available_and_convergent_under_faults(
      int nodes, int stepMillis, int seeds) {
    for (long seed = 0; seed < seeds; seed++) {
      RandomRun run = runAndHeal(nodes, seed, "--step-millis", "" + stepMillis);

      assertThat(run.failures()).as("seed %d", seed).isZero();
      assertThat(Oracle.judge(run.history())).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} nodes, messages of {1} bytes")
  @CsvSource({"2, 2000, 60", "3, 2000, 60", "5, 5000, 40", "9, 6000, 10"})
  void what_is_sent_in_many_small_parts_is_as_causal_and_as_fast(
      int nodes, int maxMessageBytes, int seeds) {
    for (long seed = 0; seed < seeds; seed++) {
      RandomRun run = runAndHeal(nodes, seed, "--max-message-bytes", "" + maxMessageBytes);

      assertThat(run.failures()).as("seed %d", seed).isZero();
      assertThat(Oracle.judge(run.history())).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} nodes, messages of {1} bytes")
  @CsvSource({"2, 1048576", "3, 1048576", "5, 1048576", "9, 1048576", "3, 2000", "5, 5000"})
  void nodes_that_are_killed_leave_nothing_behind_that_waits_or_is_asked_for(
      int nodes, int maxMessageBytes) {
    for (long seed = 0; seed < 20; seed++) {
      RandomRun run =
          new RandomRun(
              new CausalProgram(), nodes, seed, "--max-message-bytes", "" + maxMessageBytes);
      run.runWithFaultsAndKills(ROUNDS);
      run.cluster().run(CONVERGED_WITHIN);
      assertThat(run.distinctStates()).as("states of seed %d", seed).hasSize(1);

      run.cluster().takeTrace();
      run.cluster().run(Duration.ofSeconds(10));
      assertThat(run.cluster().takeTrace()).as("said after seed %d", seed).isEmpty();
    }
  }

  /** Runs with faults, checks that replicas agree in time after the last one. */
  private static RandomRun runAndHeal(int nodes, long seed, String... arguments) {
    RandomRun run = new RandomRun(new CausalProgram(), nodes, seed, arguments);
    run.runWithFaults(ROUNDS);
    run.cluster().run(CONVERGED_WITHIN);
    assertThat(run.distinctStates()).as("states of seed %d", seed).hasSize(1);
    return run;
  }
}
