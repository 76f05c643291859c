package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.broadcast.BroadcastProgram;
import glomers.broadcast.broken.NeverGossips;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench's commands on virtual time, from the command line to what they print. */
final class SimulateTest {

  private static final String OPTIONS =
      " -w broadcast --node-count 3 --time-limit 5 --rate 10 --seed 4 --bin ";

  @TempDir Path directory;

  private Path folder(Class<?> program) throws IOException {
    return ProgramFolder.naming(program, directory);
  }

  @Test
  void the_messages_of_a_simulation_can_be_seen_and_change_nothing() throws IOException {
    String commandLine = "test --simulate --no-store" + OPTIONS + folder(BroadcastProgram.class);
    BenchCli silent = BenchCli.run(commandLine);
    BenchCli talking = BenchCli.run(commandLine, "--log-net-send", "--log-net-recv");
    assertThat(silent.status()).as(silent.toString()).isZero();
    assertThat(silent.out()).doesNotContain("send {", "recv {");
    assertThat(talking.out()).contains("send {", "recv {", hashLine(silent));
  }

  private static String hashLine(BenchCli bench) {
    return bench
        .out()
        .lines()
        .filter(line -> line.contains("history hash"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void many_seeds_are_told_apart_and_each_failure_says_how_to_repeat_it() throws IOException {
    BenchCli bench =
        BenchCli.run("test --simulate --no-store --runs 2" + OPTIONS + folder(NeverGossips.class));
    assertThat(bench.status()).isEqualTo(1);
    assertThat(bench.out())
        .contains(
            "0 of 2 seeds valid", "--simulate --no-store -w broadcast", "--seed 4\n", "--seed 5\n");
  }

  @Test
  void a_trade_off_needs_no_simulate_and_takes_the_number_of_seeds() throws IOException {
    BenchCli bench =
        BenchCli.run(
            "trade-off --vary --round-millis --values 100,300 --runs 1"
                + OPTIONS
                + folder(BroadcastProgram.class));
    assertThat(bench.status()).as(bench.toString()).isZero();
    assertThat(bench.out()).contains("| 100 | ").contains("| 300 | ").contains("| 1 of 1 |");
  }

  @Test
  void a_trade_off_that_is_not_valid_says_why() throws IOException {
    BenchCli bench =
        BenchCli.run(
            "trade-off --vary --round-millis --values none"
                + OPTIONS
                + folder(BroadcastProgram.class));
    assertThat(bench.status()).isEqualTo(1);
    assertThat(bench.out())
        .contains("| 0 of 3 |")
        .containsPattern("BROKEN OFF  --round-millis none, seed 4: .*--round-millis");
  }
}
