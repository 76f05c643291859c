package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The bench on real time, with real processes, most of them broken. Side by side, as most of the
 * time they wait.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
@Order(1)
final class ProcessesTest {

  @TempDir Path directory;

  private BenchCli test(String script, String options) throws IOException {
    return BenchCli.run(
        "test --bin "
            + ShellNode.write(directory, script)
            + " --store "
            + directory.resolve("store")
            + " "
            + options);
  }

  @Test
  void a_good_node_is_valid_and_its_files_are_where_they_belong() throws IOException {
    BenchCli bench = test(ShellNode.echo(), "-w echo --node-count 2 --time-limit 3 --rate 20");
    assertThat(bench.status()).as(bench.toString()).isZero();
    assertThat(bench.out()).contains("\nVALID  echo, 2 nodes");
    Path latest = directory.resolve("store/echo/latest");
    assertThat(Files.isSameFile(latest, directory.resolve("store/latest"))).isTrue();
    var results = Json.parse(Files.readString(latest.resolve("results.json")));
    assertThat(results.path("valid").asBoolean()).isTrue();
    assertThat(results.path("stats").path("count").asInt())
        .isEqualTo(Files.readAllLines(latest.resolve("history.jsonl")).size());
    assertThat(latest.resolve("faults.jsonl")).exists();
    assertThat(latest.resolve("node-logs/n0.log")).exists();
    assertThat(latest.resolve("node-logs/n1.log")).exists();
  }

  @Test
  void a_wrong_echo_is_invalid_and_named() throws IOException {
    BenchCli bench = test(ShellNode.wrongEcho(), "-w echo --node-count 1 --time-limit 2");
    assertThat(bench.status()).isEqualTo(1);
    assertThat(bench.out())
        .contains("INVALID")
        .containsPattern(
            "wrong-echo \\(Maelstrom's\\): n0 was sent \"Please echo \\d+\" and echoed \"Do not echo");
  }

  @Test
  void an_answer_of_another_shape_is_invalid_and_named() throws IOException {
    BenchCli bench = test(ShellNode.echo("type=generate"), "-w echo --node-count 1 --time-limit 2");
    assertThat(bench.status()).isEqualTo(1);
    assertThat(bench.out())
        .contains("n0's answer to echo is malformed: its type is 'generate_ok', not 'echo_ok'");
  }

  @Test
  void a_counter_at_every_node_gives_out_identifiers_twice() throws IOException {
    BenchCli bench = test(ShellNode.ids("$count"), "-w unique-ids --node-count 3 --time-limit 2");
    assertThat(bench.status()).isEqualTo(1);
    assertThat(bench.out())
        .containsPattern(
            "duplicate-id \\(Maelstrom's\\): \"0\" was given out by n\\d after .* also by n");
  }

  @Test
  void what_failed_is_made_smaller_later_and_its_plan_runs_again() throws IOException {
    String counter = ShellNode.ids("$count");
    BenchCli failed = test(counter, "-w unique-ids --node-count 3 --time-limit 1 --rate 20");
    assertThat(failed.out()).contains("make smaller  maelstrom-bench shrink ");
    String bin = " --bin " + ShellNode.write(directory, counter);
    BenchCli smaller =
        BenchCli.run("shrink " + directory.resolve("store/latest") + bin + " --shrink-seconds 8");
    assertThat(smaller.status()).as(smaller.toString()).isZero();
    assertThat(smaller.out())
        .contains("enough are ", " of 3 nodes, ", "each smaller one was tried 3 times");
    BenchCli again =
        BenchCli.run(
            "test --no-store --plan " + directory.resolve("store/latest/shrunk/plan.json") + bin);
    assertThat(again.status()).as(again.toString()).isEqualTo(1);
    assertThat(again.out()).contains("Testing", "duplicate-id");
  }

  /** So many clients that some are left who do not wait for an answer of one who is dead. */
  private static final String KILLED =
      "-w unique-ids --node-count 3 --concurrency 30n --rate 30 --nemesis kill"
          + " --nemesis-interval 1 --seed 1 --time-limit ";

  @Test
  void identifiers_that_do_not_repeat_after_a_restart_are_valid() throws IOException {
    BenchCli bench = test(ShellNode.ids("$dest-$$-$count"), KILLED + 6);
    assertThat(bench.status()).as(bench.toString()).isZero();
  }

  @Test
  void identifiers_that_repeat_after_a_restart_are_found_by_killing_nodes() throws IOException {
    String forgetful = ShellNode.ids("$dest-$count");
    BenchCli bench = test(forgetful, KILLED + 6);
    if (bench.status() == 0) {
      // A busy machine got to no second identifier after a restart.
      bench = test(forgetful, KILLED + 30);
    }
    assertThat(bench.status()).as(bench.toString()).isEqualTo(1);
    assertThat(bench.out())
        .containsPattern(
            "duplicate-id \\(Maelstrom's\\): \"(n\\d)-\\d+\" was given out by \\1 after .* again by \\1");
  }

  @Test
  void a_paused_process_answers_late_but_answers() throws IOException {
    BenchCli bench =
        test(
            ShellNode.ids("$dest-$count"),
            "-w unique-ids --node-count 3 --time-limit 6 --rate 100 --nemesis pause"
                + " --nemesis-interval 1 --availability total --seed 2");
    assertThat(bench.status()).as(bench.toString()).isZero();
    var results = Json.parse(Files.readString(directory.resolve("store/latest/results.json")));
    assertThat(results.at("/performance/latency-millis/1").asDouble()).isGreaterThan(200);
    assertThat(Files.readString(directory.resolve("store/latest/faults.jsonl")))
        .contains("pause n");
  }

  @Test
  void a_node_that_never_answers_init_breaks_the_run_off() throws IOException {
    String deaf = "#!/bin/sh\necho waiting for a quorum that never comes >&2\ncat > /dev/null\n";
    BenchCli bench = test(deaf, "-w echo --node-count 1 --time-limit 2");
    assertThat(bench.status()).isEqualTo(255);
    assertThat(bench.out())
        .contains(
            "BROKEN OFF",
            "n0 was sent init and did not answer within 10 s.",
            "Its last lines on STDERR:\n    waiting for a quorum that never comes");
  }

  private static final String AT_THE_FIFTH = "[ $count = 5 ] && ";

  private static final String HALF_A_MINUTE = "-w echo --node-count 1 --time-limit 30";

  @Test
  void a_log_line_on_stdout_is_invalid_and_quoted() throws IOException {
    BenchCli bench =
        test(ShellNode.echo(AT_THE_FIFTH + "echo 'INFO: half-way there'"), HALF_A_MINUTE);
    assertThat(bench.status()).isEqualTo(1);
    assertThat(bench.out())
        .contains(
            "n0 printed a line to STDOUT that is no message", "The line: INFO: half-way there");
  }

  @Test
  void a_node_that_exits_breaks_the_run_off_with_its_last_lines() throws IOException {
    BenchCli bench =
        test(ShellNode.echo(AT_THE_FIFTH + "{ echo out of luck >&2; exit 3; }"), HALF_A_MINUTE);
    assertThat(bench.status()).isEqualTo(255);
    assertThat(bench.out())
        .containsPattern("n0 exited with status 3, \\d\\.\\d s into the run")
        .contains("Its last lines on STDERR:\n    out of luck", "Its last lines on STDOUT:\n    {");
  }

  @Test
  void a_node_that_exits_at_once_breaks_the_run_off_without_waiting() throws IOException {
    double seconds = Double.MAX_VALUE;
    // On a busy machine anything may take long once.
    for (int i = 0; i < 3 && seconds >= 9; i++) {
      long startNanos = System.nanoTime();
      BenchCli bench = test(ShellNode.EXITS_AT_ONCE, "-w echo --node-count 1 --time-limit 10");
      seconds = (System.nanoTime() - startNanos) / 1e9;
      assertThat(bench.status()).isEqualTo(255);
      assertThat(bench.out()).contains("n0 exited with status 7", "cannot find my configuration");
    }
    assertThat(seconds).isLessThan(9);
  }

  @Test
  void a_script_that_does_not_run_is_told_what_its_first_line_has_to_do_with_it()
      throws IOException {
    assertThat(script("print(1)\n"))
        .contains("BROKEN OFF", "It does not begin with #!", "#!/usr/bin/env python3");
    assertThat(script("#!/no/such/program\n"))
        .contains("BROKEN OFF", "Its first line is #!/no/such/program; is that program there?");
    assertThat(script("#!/usr/bin/env sh\r\n")).contains("ends with a carriage return");
  }

  private String script(String text) throws IOException {
    BenchCli bench = test(text, "-w echo --node-count 1 --time-limit 5");
    assertThat(bench.status()).isEqualTo(255);
    return bench.out();
  }

  @Test
  void any_program_that_speaks_the_protocol_will_do() throws IOException {
    BenchCli bench = test(ShellNode.echo(), "-w echo --node-count 2 --time-limit 2 --log-net-recv");
    assertThat(bench.status()).as(bench.toString()).isZero();
    assertThat(bench.out()).contains("recv {").contains("\nVALID");
  }

  @Test
  void an_init_ok_may_say_more_as_on_maelstrom() throws IOException {
    String chatty = ShellNode.echo().replace("answer=\n", "answer=',\"language\":\"sh\"'\n");
    BenchCli bench = test(chatty, "-w echo --node-count 1 --time-limit 2");
    assertThat(bench.status()).as(bench.toString()).isZero();
  }

  @Test
  void a_line_without_end_breaks_the_run_off() throws IOException {
    String endless = ShellNode.echo().replace("done", "yes | tr -d '\\n'\ndone");
    BenchCli bench = test(endless, "-w echo --node-count 1 --time-limit 30");
    assertThat(bench.status()).isEqualTo(1);
    assertThat(bench.out()).contains("it is longer than 16777216 bytes", "The line: yyyy");
  }

  @Test
  void a_node_that_ends_while_its_output_stays_open_is_noticed() throws IOException {
    String open = "sleep 20 &\n(sleep 1; kill -9 $$) &\nwhile";
    BenchCli bench =
        test(ShellNode.echo().replace("while", open), "-w echo --node-count 1 --time-limit 3");
    assertThat(bench.status()).as(bench.toString()).isEqualTo(255);
    assertThat(bench.out()).contains("n0 exited with status 137");
  }

  @Test
  void where_no_link_can_be_made_a_run_does_without() throws IOException {
    Files.createDirectories(directory.resolve("store/latest/something"));
    BenchCli bench = test(ShellNode.echo(), "-w echo --node-count 1 --time-limit 1");
    assertThat(bench.status()).as(bench.toString()).isZero();
    assertThat(directory.resolve("store/latest/something")).exists();
  }
}
