package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.Fixtures;
import glomers.bench.fixture.JudgedRun;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Broken nodes like those that processes are tried with, in the simulation: the verdicts agree. */
final class FixturesTest {

  private static final TestOptions ECHO =
      TestOptions.defaults("echo", 2).withLoad(new TestOptions.Load(2, 5, 20, 10));
  private static final TestOptions IDS =
      TestOptions.defaults("unique-ids", 3).withLoad(new TestOptions.Load(3, 20, 100, 10));

  @Test
  void echoes() {
    JudgedRun.of(ECHO, Fixtures.goodEcho()).assertValid();
    JudgedRun wrong = JudgedRun.of(ECHO, Fixtures.wrongEcho()).assertInvalid();
    assertThat(wrong.reasons().getFirst()).contains("wrong-echo", "was sent", "and echoed");
    JudgedRun malformed =
        JudgedRun.of(ECHO, Fixtures.echoThatAnswersWithAnotherVerb()).assertInvalid();
    assertThat(malformed.reasons())
        .anyMatch(reason -> reason.contains("its type is 'generate_ok', not 'echo_ok'"));
  }

  @Test
  void identifiers_by_a_counter_at_every_node() {
    JudgedRun run = JudgedRun.of(IDS, Fixtures.idsByPerNodeCounter()).assertInvalid();
    assertThat(run.reasons().getFirst())
        .contains("duplicate-id (Maelstrom's): \"0\" was given out by");
  }

  @Test
  void identifiers_that_repeat_after_a_restart_take_a_kill_to_be_found() {
    JudgedRun.of(IDS, Fixtures.idsThatRepeatAfterRestart()).assertValid();
    TestOptions killing =
        IDS.withAdversity(
            new TestOptions.Adversity(
                Latency.NONE, LinkFaults.NONE, Set.of(NemesisKind.KILL), 2, OptionalInt.empty()));
    JudgedRun.of(killing, Fixtures.goodUniqueIds()).assertValid();
    JudgedRun run = JudgedRun.of(killing, Fixtures.idsThatRepeatAfterRestart()).assertInvalid();
    assertThat(run.reasons().getFirst()).contains("duplicate-id", "again by");
  }

  @Test
  void required_availability_names_what_failed_first() {
    TestOptions killing =
        IDS.withAdversity(
            new TestOptions.Adversity(
                Latency.NONE, LinkFaults.NONE, Set.of(NemesisKind.KILL), 2, OptionalInt.empty()));
    TestOptions total = killing.withTotalAvailability();
    JudgedRun run = JudgedRun.of(total, Fixtures.goodUniqueIds()).assertInvalid();
    assertThat(run.reasons().getFirst())
        .containsPattern(
            "unavailable \\(Maelstrom's\\): \\d+ of \\d+ operations did not succeed; the first: operation \\d+, generate at");
  }
}
