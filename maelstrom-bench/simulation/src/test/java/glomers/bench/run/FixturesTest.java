package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.Fixtures;
import glomers.bench.fixture.ProcessMain.Behaviour;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.node.LogSink;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.verdict.Judge;
import glomers.bench.verdict.Judgement;
import glomers.bench.verdict.Validity;
import glomers.bench.workload.Workload;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same broken nodes as processes are tried with, in the simulation: the verdicts agree. */
final class FixturesTest {

  private static final TestOptions ECHO =
      TestOptions.defaults("echo", 2).withLoad(new TestOptions.Load(2, 5, 20, 10));
  private static final TestOptions IDS =
      TestOptions.defaults("unique-ids", 3).withLoad(new TestOptions.Load(3, 20, 100, 10));

  private static Judgement judge(TestOptions options, Behaviour behaviour) {
    Workload workload = Fixtures.workload(options);
    RunResult result =
        Simulation.run(options, workload, behaviour.program(), List.of(), node -> LogSink.NONE);
    return Judge.judge(options, workload, result);
  }

  @Test
  void echoes() {
    assertThat(judge(ECHO, Behaviour.GOOD_ECHO).validity()).isEqualTo(Validity.VALID);
    Judgement wrong = judge(ECHO, Behaviour.WRONG_ECHO);
    assertThat(wrong.validity()).isEqualTo(Validity.INVALID);
    assertThat(wrong.reasons().getFirst()).contains("wrong-echo", "was sent", "and echoed");
    Judgement malformed = judge(ECHO, Behaviour.ECHO_WITH_ANOTHER_VERB);
    assertThat(malformed.validity()).isEqualTo(Validity.INVALID);
    assertThat(malformed.reasons())
        .anyMatch(reason -> reason.contains("its type is 'generate_ok', not 'echo_ok'"));
  }

  @Test
  void identifiers_by_a_counter_at_every_node() {
    Judgement judgement = judge(IDS, Behaviour.IDS_BY_PER_NODE_COUNTER);
    assertThat(judgement.validity()).isEqualTo(Validity.INVALID);
    assertThat(judgement.reasons().getFirst())
        .contains("duplicate-id (Maelstrom's): \"0\" was given out by");
  }

  @Test
  void identifiers_that_repeat_after_a_restart_take_a_kill_to_be_found() {
    assertThat(judge(IDS, Behaviour.IDS_THAT_REPEAT_AFTER_RESTART).validity())
        .isEqualTo(Validity.VALID);
    TestOptions killing =
        IDS.withAdversity(
            new TestOptions.Adversity(
                Latency.NONE, LinkFaults.NONE, Set.of(NemesisKind.KILL), 2, OptionalInt.empty()));
    assertThat(judge(killing, Behaviour.GOOD_IDS).validity()).isEqualTo(Validity.VALID);
    Judgement judgement = judge(killing, Behaviour.IDS_THAT_REPEAT_AFTER_RESTART);
    assertThat(judgement.validity()).isEqualTo(Validity.INVALID);
    assertThat(judgement.reasons().getFirst()).contains("duplicate-id", "again by");
  }

  @Test
  void required_availability_names_what_failed_first() {
    TestOptions killing =
        IDS.withAdversity(
            new TestOptions.Adversity(
                Latency.NONE, LinkFaults.NONE, Set.of(NemesisKind.KILL), 2, OptionalInt.empty()));
    TestOptions total = killing.withTotalAvailability();
    Judgement judgement = judge(total, Behaviour.GOOD_IDS);
    assertThat(judgement.validity()).isEqualTo(Validity.INVALID);
    assertThat(judgement.reasons().getFirst())
        .containsPattern(
            "unavailable \\(Maelstrom's\\): \\d+ of \\d+ operations did not succeed; the first: operation \\d+, generate at");
  }
}
