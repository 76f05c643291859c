package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.RuleSet;
import glomers.bench.fixture.BroadcastFixtures;
import glomers.bench.fixture.Fixtures;
import glomers.bench.fixture.JudgedRun;
import glomers.bench.history.Operation;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.network.MessageJournal;
import glomers.bench.network.TracedMessage;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProgramSource;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.verdict.Summary;
import glomers.bench.verdict.Validity;
import glomers.bench.verdict.Verdicts;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BroadcastFixturesTest {

  private static final TestOptions CALM =
      TestOptions.defaults("broadcast", 5)
          .withLoad(new TestOptions.Load(5, 20, 10, 10))
          .withAdversity(
              new TestOptions.Adversity(
                  new Latency(10, Latency.Distribution.CONSTANT),
                  LinkFaults.NONE,
                  Set.of(),
                  10,
                  OptionalInt.empty()));
  private static final TestOptions PARTITIONED =
      CALM.withAdversity(
          new TestOptions.Adversity(
              CALM.adversity().latency(),
              LinkFaults.NONE,
              Set.of(NemesisKind.PARTITION),
              5,
              OptionalInt.empty()));

  @Test
  void a_good_broadcast_is_valid_through_partition_loss_and_duplication() {
    TestOptions options =
        CALM.withAdversity(
            new TestOptions.Adversity(
                new Latency(50, Latency.Distribution.EXPONENTIAL),
                new LinkFaults(0.2, 0.2, 0.2),
                Set.of(NemesisKind.PARTITION, NemesisKind.PAUSE),
                3,
                OptionalInt.empty()));
    for (long seed = 0; seed < 10; seed++) {
      JudgedRun run =
          JudgedRun.of(options.withSeed(seed).withMaxStale(3), BroadcastFixtures.GOOD)
              .assertValid();
      assertThat((int) run.judgement().results().get("stale").get("checked-read-count"))
          .isPositive();
    }
  }

  @Test
  void nodes_that_agree_only_when_nobody_broadcasts_are_found_by_what_they_read_until_then() {
    TestOptions busy = CALM.withLoad(new TestOptions.Load(5, 20, 200, 10));
    JudgedRun.of(busy, BroadcastFixtures.TELLS_ONLY_WHEN_IDLE).assertValid();
    JudgedRun run =
        JudgedRun.of(busy.withMaxStale(3), BroadcastFixtures.TELLS_ONLY_WHEN_IDLE).assertInvalid();
    assertThat(run.types()).containsExactly("stale-read");
  }

  @Test
  void whoever_is_killed_and_never_told_again_what_the_others_have_is_stale() {
    TestOptions killed =
        CALM.withAdversity(
            new TestOptions.Adversity(
                CALM.adversity().latency(),
                LinkFaults.NONE,
                Set.of(NemesisKind.KILL),
                5,
                OptionalInt.of(1)));
    JudgedRun.of(killed.withMaxStale(3), BroadcastFixtures.GOOD).assertValid();
    JudgedRun run = JudgedRun.of(killed.withMaxStale(3), BroadcastFixtures.GOSSIPS_WITHOUT_RETRY);
    assertThat(run.types()).contains("stale-read");
  }

  @Test
  void a_node_that_never_gossips_leaves_others_without_values() {
    JudgedRun run = JudgedRun.of(CALM, BroadcastFixtures.NEVER_GOSSIPS).assertInvalid();
    assertThat(run.types()).contains("incomplete-node");
    assertThat(run.reasons()).anyMatch(reason -> reason.contains("n0 never got"));
  }

  @Test
  void a_node_that_lacks_values_at_the_end_is_valid_by_maelstroms_rules_alone() {
    JudgedRun run =
        JudgedRun.of(CALM.withSeed(1), BroadcastFixtures.SPARES_THE_FIRST_NODE).assertInvalid();
    assertThat(run.types()).containsExactly("incomplete-node");
    assertThat(run.judgement().verdicts())
        .isEqualTo(new Verdicts(Validity.INVALID, Validity.VALID));
    assertThat(Summary.lines("a run", run.judgement(), false).getFirst())
        .isEqualTo("VALID by Maelstrom's rules, INVALID by ours  a run");
    assertThat(run.reasons().getFirst()).startsWith("incomplete-node (ours): n0 never got");

    JudgedRun maelstroms =
        JudgedRun.of(
            CALM.withSeed(1).withRules(RuleSet.MAELSTROM), BroadcastFixtures.SPARES_THE_FIRST_NODE);
    assertThat(maelstroms.judgement().validity()).isEqualTo(Validity.VALID);
    assertThat(maelstroms.reasons()).isEqualTo(run.reasons());
  }

  @Test
  void nothing_is_lost_doubled_or_late_any_more_once_the_recovery_has_begun() {
    TestOptions lossy =
        CALM.withAdversity(
            new TestOptions.Adversity(
                CALM.adversity().latency(),
                new LinkFaults(0.5, 0.5, 0.5, 0.5),
                Set.of(),
                5,
                OptionalInt.empty()));
    var journal = new MessageJournal();
    RunResult result =
        Simulation.run(
            lossy,
            Fixtures.workload(lossy),
            ProgramSource.of(BroadcastFixtures.GOOD),
            List.of(),
            node -> LogSink.NONE,
            journal);
    long healedNanos =
        result.history().stream()
            .filter(operation -> !operation.isFinal())
            .mapToLong(Operation::completedNanos)
            .reduce(lossy.load().timeLimitSeconds() * 1_000_000_000L, Math::max);
    assertThat(journal.messages(result.beganNanos()))
        .filteredOn(message -> message.sentNanos() > healedNanos)
        .hasSizeGreaterThan(20)
        .noneMatch(message -> message.fate() == TracedMessage.Fate.LOST || message.isCopy());
  }

  @Test
  void gossip_without_retry_is_fine_without_faults_and_incomplete_after_a_partition() {
    JudgedRun.of(CALM, BroadcastFixtures.GOSSIPS_WITHOUT_RETRY).assertValid();
    JudgedRun run =
        JudgedRun.of(PARTITIONED, BroadcastFixtures.GOSSIPS_WITHOUT_RETRY).assertInvalid();
    assertThat(run.types()).contains("incomplete-node").doesNotContain("invented");
  }

  @Test
  void a_forgotten_value_is_lost() {
    JudgedRun run = JudgedRun.of(CALM, BroadcastFixtures.FORGETS);
    assertThat(run.types()).contains("lost");
    assertThat(run.reasons())
        .anyMatch(reason -> reason.startsWith("lost (Maelstrom's): 0, broadcast to"));
  }

  @Test
  void an_invented_value_is_named() {
    JudgedRun run = JudgedRun.of(CALM, BroadcastFixtures.INVENTS);
    assertThat(run.types()).containsExactly("invented");
    assertThat(run.reasons().getFirst()).contains("invented by n", "which nobody broadcast");
  }

  @Test
  void an_acknowledgement_before_the_value_is_stored_is_found_by_a_read_of_the_same_node() {
    JudgedRun run = JudgedRun.of(CALM, BroadcastFixtures.ANSWERS_BEFORE_IT_HAS_STORED);
    assertThat(run.types()).containsExactly("acknowledged-not-stored");
  }
}
