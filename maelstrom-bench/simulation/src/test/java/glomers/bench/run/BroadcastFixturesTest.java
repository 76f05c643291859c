package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.RuleSet;
import glomers.bench.fixture.BroadcastFixtures;
import glomers.bench.fixture.Fixtures;
import glomers.bench.history.Operation;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.network.MessageJournal;
import glomers.bench.network.TracedMessage;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProgramSource;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.verdict.Judge;
import glomers.bench.verdict.Judgement;
import glomers.bench.verdict.Summary;
import glomers.bench.verdict.Validity;
import glomers.bench.verdict.Verdicts;
import glomers.bench.workload.Workload;
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

  private static Judgement judge(TestOptions options, BroadcastFixtures program) {
    Workload workload = Fixtures.workload(options);
    RunResult result = Simulation.run(options, workload, program, List.of(), node -> LogSink.NONE);
    return Judge.judge(options, workload, result);
  }

  private static Set<String> types(Judgement judgement) {
    return Set.copyOf(judgement.anomalies().stream().map(Anomaly::type).toList());
  }

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
      Judgement judgement = judge(options.withSeed(seed).withMaxStale(3), BroadcastFixtures.GOOD);
      assertThat(judgement.validity()).as(judgement.reasons().toString()).isEqualTo(Validity.VALID);
      assertThat((int) judgement.results().get("stale").get("checked-read-count")).isPositive();
    }
  }

  @Test
  void nodes_that_agree_only_when_nobody_broadcasts_are_found_by_what_they_read_until_then() {
    TestOptions busy = CALM.withLoad(new TestOptions.Load(5, 20, 200, 10));
    assertThat(judge(busy, BroadcastFixtures.TELLS_ONLY_WHEN_IDLE).validity())
        .isEqualTo(Validity.VALID);
    Judgement judgement = judge(busy.withMaxStale(3), BroadcastFixtures.TELLS_ONLY_WHEN_IDLE);
    assertThat(judgement.validity()).isEqualTo(Validity.INVALID);
    assertThat(types(judgement)).containsExactly("stale-read");
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
    assertThat(judge(killed.withMaxStale(3), BroadcastFixtures.GOOD).validity())
        .isEqualTo(Validity.VALID);
    Judgement judgement = judge(killed.withMaxStale(3), BroadcastFixtures.GOSSIPS_WITHOUT_RETRY);
    assertThat(types(judgement)).contains("stale-read");
  }

  @Test
  void a_node_that_never_gossips_leaves_others_without_values() {
    Judgement judgement = judge(CALM, BroadcastFixtures.NEVER_GOSSIPS);
    assertThat(judgement.validity()).isEqualTo(Validity.INVALID);
    assertThat(types(judgement)).contains("incomplete-node");
    assertThat(judgement.reasons()).anyMatch(reason -> reason.contains("n0 never got"));
  }

  @Test
  void a_node_that_lacks_values_at_the_end_is_valid_by_maelstroms_rules_alone() {
    Judgement judgement = judge(CALM.withSeed(1), BroadcastFixtures.SPARES_THE_FIRST_NODE);
    assertThat(types(judgement)).containsExactly("incomplete-node");
    assertThat(judgement.verdicts()).isEqualTo(new Verdicts(Validity.INVALID, Validity.VALID));
    assertThat(judgement.validity()).isEqualTo(Validity.INVALID);
    assertThat(Summary.lines("a run", judgement, false).getFirst())
        .isEqualTo("VALID by Maelstrom's rules, INVALID by ours  a run");
    assertThat(judgement.reasons().getFirst()).startsWith("incomplete-node (ours): n0 never got");

    Judgement maelstroms =
        judge(
            CALM.withSeed(1).withRules(RuleSet.MAELSTROM), BroadcastFixtures.SPARES_THE_FIRST_NODE);
    assertThat(maelstroms.validity()).isEqualTo(Validity.VALID);
    assertThat(maelstroms.reasons()).isEqualTo(judgement.reasons());
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
    assertThat(judge(CALM, BroadcastFixtures.GOSSIPS_WITHOUT_RETRY).validity())
        .isEqualTo(Validity.VALID);
    Judgement judgement = judge(PARTITIONED, BroadcastFixtures.GOSSIPS_WITHOUT_RETRY);
    assertThat(judgement.validity()).isEqualTo(Validity.INVALID);
    assertThat(types(judgement)).contains("incomplete-node").doesNotContain("invented");
  }

  @Test
  void a_forgotten_value_is_lost() {
    Judgement judgement = judge(CALM, BroadcastFixtures.FORGETS);
    assertThat(types(judgement)).contains("lost");
    assertThat(judgement.reasons())
        .anyMatch(reason -> reason.startsWith("lost (Maelstrom's): 0, broadcast to"));
  }

  @Test
  void an_invented_value_is_named() {
    Judgement judgement = judge(CALM, BroadcastFixtures.INVENTS);
    assertThat(types(judgement)).containsExactly("invented");
    assertThat(judgement.reasons().getFirst()).contains("invented by n", "which nobody broadcast");
  }

  @Test
  void an_acknowledgement_before_the_value_is_stored_is_found_by_a_read_of_the_same_node() {
    Judgement judgement = judge(CALM, BroadcastFixtures.ANSWERS_BEFORE_IT_HAS_STORED);
    assertThat(types(judgement)).containsExactly("acknowledged-not-stored");
  }
}
