package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {

  @TempDir Path directory;

  private String program() throws IOException {
    Path program = Files.writeString(directory.resolve("node"), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rate 5 | Say what to test: -w and one of echo,",
        "-w lin-kv --node-count 3 | --concurrency has to be a multiple of 2n for lin-kv",
        "-w ecco | --workload has to be one of echo,",
        "-w echo --rate -1 | --rate cannot be negative",
        "-w echo --rate fast | Invalid value for option '--rate': 'fast' is not a number. All options",
        "-w echo --frobnicate | Unknown option: '--frobnicate'. All options: maelstrom-bench test",
        "-w echo --node-cuont 2 | Did you mean --node-count",
        "-w echo --nodes a,lin-kv | that is the name of a service",
        "-w echo --nodes a,,b | A node's name cannot be empty",
        "-w echo --nodes a,c1 | clients are called so",
        "-w echo --nodes a,../../x | '../../x' cannot be a node's name: its log is called so",
        "-w echo --nodes a,.x | '.x' cannot be a node's name: its log is called so",
        "-w echo --nodes-file /no/such | one node's name a line",
        "-w echo --node-count 3 --nemesis pause --max-down 4 | --max-down has to be from 1 to",
        "-w echo --simulate --runs 2 --test-count 2 | give one of them",
        "-w echo --time-limit 0 | --time-limit has to be positive",
        "-w echo --availability most | --availability has to be 'total' or a number between 0 and 1",
        "-w echo --concurrency 2m | --concurrency has to be a whole number",
        "-w echo --latency-dist normal | --latency-dist has to be one of constant, uniform, exponential",
        "-w echo --nemesis earthquake | --nemesis has to be one of partition, kill, pause",
        "-w echo --node-count 2 --nemesis kill | no minority can be killed or paused",
        "-w echo --nemesis-delay -1 | --nemesis-delay cannot be negative",
        "-w echo --nemesis partition --time-limit 5 --nemesis-delay 5 | shorter than --time-limit, 5 s",
        "-w echo --loss 2 | --loss has to be a probability",
        "-w echo --runs 5 | --runs needs --simulate; on real time repeat a test with --test-count",
        "-w echo –-nemesis partition | '–-nemesis' begins with a typographic dash",
        "-w txn-rw-register --consistency-models eventual | There is no consistency model \"eventual\"",
        "-w echo --simulate | is neither: zip END header not found. To run it as a process",
      })
  void a_wrong_command_line_is_told_in_a_sentence(String options, String sentence)
      throws IOException {
    BenchCli bench = BenchCli.run("test --no-store --bin " + program() + " " + options);
    assertThat(bench.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(bench.status()).isEqualTo(254);
  }

  @Test
  void a_program_that_is_missing_or_cannot_be_executed_is_told_in_a_sentence() throws IOException {
    assertThat(BenchCli.run("test -w echo").err()).contains("Say which program to test: --bin");
    assertThat(BenchCli.run("test -w echo --bin /no/such").err())
        .contains("There is no file /no/such");
    Path file = Files.writeString(directory.resolve("plain"), "");
    assertThat(BenchCli.run("test -w echo --bin " + file).err())
        .contains("cannot be executed; make it a program with: chmod +x");
  }

  @Test
  void results_that_cannot_be_written_are_told_before_the_run() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    BenchCli bench = BenchCli.run("test -w echo --bin " + program() + " --store " + file);
    assertThat(bench.err())
        .contains("Cannot write results to " + file, "--no-store")
        .doesNotContain("\tat ");
    assertThat(bench.status()).isEqualTo(254);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limits /no/such --median-millis 1 | There is no folder /no/such; run a test first",
        "limits . | Say which limits: --messages-per-operation",
        "limits . --median-millis 1 | holds neither results.json nor results.edn",
        "limits . --median-milis 1 | All options: maelstrom-bench limits --help",
        "perf --bin /no/such | There is no file /no/such; build it first",
        "perf --bin . | . is a folder",
        "perf --bin /bin/sh --runs 0 | have to be positive",
        "trade-off --vary round --values 1 -w echo --bin . | --vary has to be an option of the node",
        "trade-off --vary --x --values 1 -w echo --bin . | is neither",
        "limits . x --median-millis 1 | 'x' is one word too many. All options",
        "suite /no/such | Cannot read the list /no/such; name a text file",
        "suite | Missing required parameter: 'LIST'. All options: maelstrom-bench suite --help",
        "serve --store /no/such | There is no folder /no/such; run a test first",
        "serve --store . --port 65536 | --port has to be from 0 to 65535",
        "serve --store . --port http | 'http' is not a whole number",
        "tset | There is no command 'tset'; there are test, swarm, shrink, trade-off, limits, report, check, suite, merge, serve, perf.",
        "check -w lin-kv /no/such | There is no file /no/such",
        "check -w lin-k /no/such | --workload has to be one of echo",
      })
  void the_other_commands_tell_what_is_wrong_in_a_sentence(String commandLine, String sentence) {
    BenchCli bench = BenchCli.run(commandLine);
    assertThat(bench.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(bench.status()).isEqualTo(254);
  }

  @Test
  void a_program_that_is_no_echo_node_is_told_without_a_stack_trace() throws IOException {
    BenchCli bench = BenchCli.run("perf --nodes 1 --runs 1 --messages 1 --bin " + program());
    assertThat(bench.status()).isEqualTo(255);
    assertThat(bench.out()).contains("BROKEN OFF", "ended before it had answered init", "-w echo");
    assertThat(bench.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "test ", "limits ", "report ", "trade-off ", "perf ", "suite ", "serve "})
  void every_commands_help_has_an_example_and_explains_every_option(String command) {
    var program =
        Main.program(
            List.of(), new Terminal(System.out, false, false), new PrintWriter(System.err));
    for (String name : command.isEmpty() ? new String[0] : command.split(" ")) {
      program = program.getSubcommands().get(name);
    }
    assertThat(program.getUsageMessage()).contains("For example").contains("maelstrom-bench");
    // Wider lines would be folded, and commands could not be copied.
    assertThat(program.getCommandSpec().usageMessage().footer())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(79));
    assertThat(program.getCommandSpec().options())
        .filteredOn(option -> !option.hidden())
        .isNotEmpty()
        .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
    assertThat(BenchCli.run(command + "--help").status()).isZero();
  }

  @Test
  void without_a_command_it_says_what_to_do() {
    var terminal = new Terminal(System.out, false, false);
    var err = new java.io.StringWriter();
    assertThat(Main.run(List.of(), terminal, new java.io.PrintWriter(err))).isEqualTo(254);
    assertThat(err.toString()).contains("maelstrom-bench test --bin");
  }

  @Test
  void the_command_that_repeats_a_seed_keeps_the_nodes_own_arguments_at_the_end() {
    List<String> arguments =
        List.of(
            "test", "--bin", "a b", "--runs", "100", "--seed=3", "--simulate", "--", "--seed", "x");
    assertThat(CommandText.repeating(arguments, 17))
        .endsWith("test --bin 'a b' --simulate --seed 17 -- --seed x");
    assertThat(CommandText.repeating(List.of("test", "--seed", "4", "--simulate"), 17))
        .endsWith("test --simulate --seed 17");
    assertThat(CommandText.repeating(List.of("test", "--test-count", "5", "--rate", "2"), 17))
        .endsWith("test --rate 2 --seed 17");
    assertThat(CommandText.repeating(List.of("test", "--test-count=5", "--rate", "2"), 17))
        .endsWith("test --rate 2 --seed 17");
  }

  @Test
  void maelstroms_other_options_are_understood() {
    var maelstrom = new MaelstromOptions();
    new picocli.CommandLine(new Holder(maelstrom))
        .parseArgs(
            "--nodes",
            "a,b",
            "--username",
            "root",
            "--no-ssh",
            "--logging-json",
            "-n",
            "d",
            "--",
            "--flag",
            "value");
    assertThat(maelstrom.arguments).containsExactly("--flag", "value");
    assertThat(maelstrom.node).containsExactly("d");
    assertThat(maelstrom.timeLimitSeconds).isEqualTo(60);
    assertThat(maelstrom.rate).isEqualTo(5);
  }

  @picocli.CommandLine.Command
  private record Holder(@picocli.CommandLine.Mixin MaelstromOptions maelstrom) {}
}
