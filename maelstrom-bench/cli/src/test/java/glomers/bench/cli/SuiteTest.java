package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.broadcast.BroadcastProgram;
import glomers.broadcast.broken.NeverGossips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of scenarios, on both clocks. */
@Timeout(120)
@Order(1)
final class SuiteTest {

  private static final String BROADCAST =
      "-w broadcast --node-count 3 --time-limit 5 --rate 10 --bin ";

  @TempDir Path directory;

  private Path list(String... lines) throws IOException {
    return Files.writeString(directory.resolve("list.txt"), String.join("\n", lines));
  }

  private Path folder(Class<?> program) throws IOException {
    return ProgramFolder.naming(program, directory.resolve(program.getSimpleName()));
  }

  @Test
  void a_simulated_list_goes_on_after_a_failure_and_says_how_to_repeat_it() throws IOException {
    Path list =
        list(
            "broken | " + BROADCAST + folder(NeverGossips.class),
            "good | " + BROADCAST + folder(BroadcastProgram.class) + " -- --round-millis 100");
    BenchCli bench = BenchCli.run("suite " + list + " --simulate --runs 2 --seed 8");

    assertThat(bench.status()).as(bench.toString()).isEqualTo(1);
    assertThat(bench.out())
        .contains("INVALID  broken, seed 8: ", "INVALID  broken, seed 9: ")
        .containsPattern("test --simulate -w broadcast .*NeverGossips --seed 9\n")
        .containsPattern("\\| broken +\\| 0 of 2 valid \\|")
        .containsPattern("\\| good +\\| 2 of 2 valid \\|")
        .contains("1 of 2 valid and within their limits");
  }

  @Test
  void a_seed_over_a_limit_is_told_and_the_command_that_repeats_it_is_complete()
      throws IOException {
    Path list =
        list(
            "slow | "
                + BROADCAST
                + folder(BroadcastProgram.class)
                + " -- --round-millis 900 | --max-millis 1");
    BenchCli bench = BenchCli.run("suite " + list + " --simulate --runs 1");

    assertThat(bench.status()).isEqualTo(1);
    assertThat(bench.out())
        .containsPattern("OVER LIMIT  slow, seed 1: maximum latency, ms \\d+.*, limit 1\n")
        .containsPattern("--seed 1 -- --round-millis 900\n")
        .contains("1 of 1 valid, 1 OVER LIMIT")
        .containsPattern("\\d+ OVER 1 \\|");
  }

  @Test
  void real_tests_run_one_after_the_other_each_in_a_process_of_its_own() throws IOException {
    String options = "--node-count 1 --time-limit 1 --rate 20 --store " + directory.resolve("st");
    Path list =
        list(
            "wrong | -w echo --bin " + program("a", ShellNode.wrongEcho()) + " " + options,
            "dies | -w echo --bin " + program("b", ShellNode.EXITS_AT_ONCE) + " " + options,
            "good | -w echo --bin " + program("c", ShellNode.echo()) + " " + options);
    BenchCli bench = BenchCli.run("suite " + list);

    assertThat(bench.status()).as(bench.toString()).isEqualTo(1);
    assertThat(bench.out())
        .contains("wrong-echo: ", "VALID  echo, 1 node")
        .containsPattern("\\| wrong +\\| INVALID +\\| +0.00 \\| .* 100.00 % ")
        .containsPattern("\\| dies +\\| BROKEN OFF +\\|")
        .containsPattern("\\| good +\\| VALID +\\| +0.00 \\| .* 100.00 % ")
        .contains("1 of 3 valid and within their limits");
  }

  private Path program(String name, String script) throws IOException {
    return ShellNode.write(Files.createDirectories(directory.resolve(name)), script);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a | -w echo --frobnicate; --simulate; In scenario a: Unknown option: '--frobnicate'. All",
        "a | -w echo --bin /no/such; --simulate; In scenario a: There is no file /no/such",
        "a | -w echo | --median 1; --harness /bin/sh; In scenario a: Unknown options: '--median', '.'.",
        "a | -w echo --no-store; --harness /bin/sh; leave out --no-store in a.",
        "a | -w echo; --runs 3; --runs and --seed are for simulations; add --simulate",
        "a | -w echo; --simulate --runs 0; --runs has to be positive",
        "a | -w echo; --simulate --harness /bin/sh; Only this bench simulates",
        "a | -w echo; --harness /no/such; There is no program /no/such; name Maelstrom's",
        "a | -w echo; --harness no-such-program; Cannot run no-such-program",
        "a; --simulate; Line 1 of the list has to be NAME | OPTIONS OF test",
      })
  void what_is_wrong_is_told_in_a_sentence_before_anything_runs(
      String line, String options, String sentence) throws IOException {
    BenchCli bench = BenchCli.run("suite " + list(line) + " " + options);
    assertThat(bench.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(bench.out()).doesNotContain("Simulating").doesNotContain("Testing");
    assertThat(bench.status()).isEqualTo(254);
  }
}
