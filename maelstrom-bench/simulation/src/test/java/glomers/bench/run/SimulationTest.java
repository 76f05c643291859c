package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.Fixtures;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.node.LogSink;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.verdict.Judge;
import glomers.bench.verdict.Judgement;
import glomers.bench.verdict.Validity;
import glomers.bench.workload.Workload;
import glomers.bench.workload.Workloads;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SimulationTest {

  private static final TestOptions UNIQUE_IDS =
      TestOptions.defaults("unique-ids", 3)
          .withLoad(new TestOptions.Load(3, 10, 200, 10))
          .withAdversity(
              new TestOptions.Adversity(
                  new Latency(5, Latency.Distribution.EXPONENTIAL),
                  new LinkFaults(0.1, 0.1, 0.1),
                  Set.of(NemesisKind.PARTITION, NemesisKind.KILL, NemesisKind.PAUSE),
                  2,
                  OptionalInt.empty()));

  private static RunResult run(TestOptions options) {
    Workload workload = Fixtures.workload(options);
    return Simulation.run(
        options, workload, Fixtures.goodUniqueIds(), List.of(), node -> LogSink.NONE);
  }

  private static String hash(RunResult result) throws IOException {
    return HistoryWriter.write(result.history(), OutputStream.nullOutputStream());
  }

  @Test
  void the_same_seed_gives_the_same_history_to_the_byte() throws IOException {
    Set<String> hashes = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      hashes.add(hash(run(UNIQUE_IDS.withSeed(42))));
    }
    assertThat(hashes).hasSize(1);
    assertThat(hash(run(UNIQUE_IDS.withSeed(43)))).isNotIn(hashes);
  }

  @Test
  void the_nemesis_leaves_the_nodes_alone_for_as_long_as_it_is_told() {
    TestOptions delayed =
        UNIQUE_IDS.withAdversity(UNIQUE_IDS.adversity().withNemesisDelay(4)).withSeed(42);
    assertThat(run(UNIQUE_IDS.withSeed(42)).faults().getFirst().timeNanos()).isZero();
    assertThat(run(delayed).faults().getFirst().timeNanos()).isEqualTo(4_000_000_000L);
  }

  @Test
  void operations_come_at_the_wanted_rate_spread_over_the_nodes() {
    TestOptions options =
        TestOptions.defaults("unique-ids", 3).withLoad(new TestOptions.Load(3, 30, 1000, 10));
    List<Operation> history = run(options).history();
    assertThat(history.size()).isBetween(29_000, 31_000);
    for (String node : options.nodes()) {
      assertThat(history.stream().filter(operation -> operation.node().equals(node)).count())
          .isBetween(9_000L, 11_000L);
    }
    assertThat(history)
        .allMatch(operation -> operation.completedNanos() > operation.invokedNanos());
  }

  @Test
  void a_process_has_one_operation_open_at_a_time_and_is_not_used_after_an_unknown_outcome() {
    int unknown = 0;
    for (long seed = 1; seed <= 5; seed++) {
      java.util.Map<Integer, Operation> last = new java.util.HashMap<>();
      for (Operation operation : run(UNIQUE_IDS.withSeed(seed)).history()) {
        unknown += operation.outcome() == Operation.Outcome.INFO ? 1 : 0;
        Operation before = last.put(operation.process(), operation);
        if (before != null) {
          assertThat(before.outcome()).isNotEqualTo(Operation.Outcome.INFO);
          assertThat(before.completedNanos()).isLessThanOrEqualTo(operation.invokedNanos());
          assertThat(before.node()).isEqualTo(operation.node());
        }
      }
    }
    assertThat(unknown).isPositive();
  }

  @Test
  void a_killed_node_does_not_answer_and_one_that_was_started_again_does() {
    TestOptions options =
        TestOptions.defaults("unique-ids", 3)
            .withLoad(new TestOptions.Load(3, 60, 50, 10))
            .withAdversity(
                new TestOptions.Adversity(
                    Latency.NONE,
                    LinkFaults.NONE,
                    Set.of(NemesisKind.KILL),
                    3,
                    OptionalInt.empty()));
    RunResult result = run(options);
    assertThat(result.failure()).isEmpty();
    long kills =
        result.faults().stream().filter(event -> event.description().startsWith("kill n")).count();
    assertThat(kills).isGreaterThan(3);
    assertThat(result.history())
        .anyMatch(operation -> operation.error().equals("no answer within 5 s"));
    for (String node : options.nodes()) {
      assertThat(result.history())
          .filteredOn(operation -> operation.node().equals(node) && operation.isOk())
          .isNotEmpty();
    }
  }

  @Test
  void a_paused_node_answers_when_it_is_resumed() {
    TestOptions options =
        TestOptions.defaults("unique-ids", 3)
            .withLoad(new TestOptions.Load(3, 60, 50, 10))
            .withAdversity(
                new TestOptions.Adversity(
                    Latency.NONE,
                    LinkFaults.NONE,
                    Set.of(NemesisKind.PAUSE),
                    1,
                    OptionalInt.empty()));
    List<Operation> history = run(options).history();
    assertThat(history)
        .anyMatch(operation ->
            operation.isOk() && operation.completedNanos() - operation.invokedNanos() > 5e8);
  }

  @Test
  void a_time_out_leaves_the_outcome_open_and_a_definite_error_does_not() {
    TestOptions options =
        TestOptions.defaults("unique-ids", 3).withLoad(new TestOptions.Load(3, 30, 10, 10));
    Workload workload = Fixtures.workload(options);
    RunResult result =
        Simulation.run(
            options, workload, Fixtures.moodyUniqueIds(), List.of(), node -> LogSink.NONE);
    assertThat(result.history())
        .allSatisfy(operation -> {
          switch (operation.error()) {
            case "" -> assertThat(operation.isOk()).isTrue();
            case "temporarily-unavailable: not now" ->
                assertThat(operation.outcome()).isEqualTo(Operation.Outcome.FAIL);
            default -> {
              assertThat(operation.outcome()).isEqualTo(Operation.Outcome.INFO);
              assertThat(operation.error())
                  .isIn(
                      "no answer within 5 s",
                      "crash: internal error: " + "java.lang.IllegalStateException: oops");
            }
          }
        });
    Judgement judgement = Judge.judge(options, workload, result);
    assertThat(judgement.validity()).isEqualTo(Validity.VALID);
    assertThat(judgement.results().get("stats").get("fail-count")).isNotEqualTo(0);
    assertThat(judgement.results().get("stats").get("info-count")).isNotEqualTo(0);
  }

  @Test
  void a_node_that_fails_in_a_timer_breaks_the_run_off_at_the_same_moment_every_time() {
    Set<String> sentences = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      RunResult result =
          Simulation.run(
              UNIQUE_IDS.withSeed(42),
              Fixtures.workload(UNIQUE_IDS),
              Fixtures.idsOfANodeThatBreaks(),
              List.of(),
              node -> LogSink.NONE);
      assertThat(result.failure())
          .hasValueSatisfying(failure -> {
            assertThat(failure.isCrash()).isTrue();
            sentences.add(failure.sentence());
          });
    }
    assertThat(sentences).hasSize(1);
    assertThat(sentences.iterator().next())
        .matches(
            "n[0-2] broke down 1\\.\\d{3} s into the run:"
                + " failed on a timer: java.lang.IllegalStateException: oops at glomers.*");
  }

  @Test
  void histories_are_written_one_object_a_line() throws IOException {
    var out = new java.io.ByteArrayOutputStream();
    List<Operation> history = run(UNIQUE_IDS.withSeed(5)).history();
    HistoryWriter.write(history, out);
    List<String> lines = out.toString(java.nio.charset.StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSameSizeAs(history);
    assertThat(Json.parse(lines.getFirst()).path("function").asString()).isEqualTo("generate");
    assertThat(Workloads.names()).contains("echo", "unique-ids");
  }
}
