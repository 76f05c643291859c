package glomers.kafka.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import glomers.bench.junit.Seeds;
import glomers.core.message.KafkaVerbs.Poll;
import glomers.core.message.KafkaVerbs.PollOk;
import glomers.core.message.KafkaVerbs.Send;
import glomers.core.message.KafkaVerbs.SendOk;
import glomers.core.node.NodeProgram;
import glomers.kafka.Scenario;
import glomers.kafka.recovery.RecoveryProgram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.node.StringNode;

/** Each decision taken wrongly does what it is there for, and the real log does not. */
class BrokenRuleTest {

  private static final String TWO_LEADERS =
      "(leads in epoch 2 as this node does|both lead in epoch 2)";

  private static final String START_OF_EPOCH_2 = " replicate [start of epoch 2] at 1";

  @Test
  void a_leader_that_acknowledges_early_loses_the_record_when_it_is_killed() {
    assertThat(isAcknowledgedAndLost(BrokenRule.ACKNOWLEDGES_EARLY.program())).isTrue();
    assertThat(isAcknowledgedAndLost(new RecoveryProgram())).isFalse();
  }

  private static boolean isAcknowledgedAndLost(NodeProgram<?, ?> program) {
    Scenario log = Scenario.of(program, 3);
    log.cluster().isolate("n0");
    var append = log.send("n0", "k", 7);
    log.run(100);
    log.cluster().crash("n0");
    log.cluster().heal();
    log.run(2_000);
    log.cluster().restart("n0");
    log.run(2_000);
    return append.isDone() && log.poll("n1", "k").isEmpty() && log.poll("n0", "k").isEmpty();
  }

  @Test
  void a_leader_that_leads_on_in_a_newer_epoch_meets_its_leader() {
    assertThatThrownBy(() -> disagreesAfterReturnOfLeader(BrokenRule.LEADS_ON.program()))
        .hasMessageFindingMatch(TWO_LEADERS);
    assertThat(disagreesAfterReturnOfLeader(new RecoveryProgram())).isFalse();
  }

  @Test
  void a_follower_that_keeps_its_unacknowledged_tail_shows_other_messages_than_the_rest() {
    assertThat(disagreesAfterReturnOfLeader(BrokenRule.KEEPS_ITS_TAIL.program())).isTrue();
  }

  /** The leader is cut off with two records that nobody else has, until the others have gone on. */
  private static boolean disagreesAfterReturnOfLeader(NodeProgram<?, ?> program) {
    Scenario log = Scenario.of(program, 3);
    log.send("n0", "k", 1);
    log.run(20);
    log.cluster().isolate("n0");
    log.send("n0", "k", 2);
    log.send("n0", "k", 3);
    var elsewhere = log.send("n1", "k", 4);
    log.runUntil(elsewhere::isDone, 3_000);
    log.cluster().heal();
    log.run(200);
    log.send("n0", "k", 5);
    log.run(200);
    log.send("n1", "k", 6);
    log.run(1_000);
    List<String> records = new ArrayList<>();
    log.cluster().names().forEach(node -> records.addAll(log.poll(node, "k")));
    List<String> offsets =
        new HashSet<>(records)
            .stream().map(record -> record.substring(0, record.indexOf(':'))).toList();
    return new HashSet<>(offsets).size() < offsets.size();
  }

  @Test
  void polls_above_the_high_water_mark_show_what_is_replaced_later() {
    assertThat(showsWhatIsNotAcknowledged(BrokenRule.SHOWS_THE_UNACKNOWLEDGED.program())).isTrue();
    assertThat(showsWhatIsNotAcknowledged(new RecoveryProgram())).isFalse();
  }

  private static boolean showsWhatIsNotAcknowledged(NodeProgram<?, ?> program) {
    Scenario log = Scenario.of(program, 3);
    log.cluster().isolate("n0");
    var stranded = log.send("n0", "k", 7);
    List<String> shown = log.poll("n0", "k");
    var elsewhere = log.send("n1", "k", 8);
    log.runUntil(elsewhere::isDone, 3_000);
    log.cluster().heal();
    log.runUntil(stranded::isDone, 3_000);
    log.run(200);
    return !shown.isEmpty() && !log.poll("n0", "k").containsAll(shown);
  }

  @Test
  void without_a_memory_of_appends_a_retried_one_is_stored_twice() {
    assertThat(copiesOfARetriedAppend(BrokenRule.STORES_RETRIES.program())).isEqualTo(2);
    assertThat(copiesOfARetriedAppend(new RecoveryProgram())).isEqualTo(1);
  }

  private static int copiesOfARetriedAppend(NodeProgram<?, ?> program) {
    Scenario log = Scenario.of(program, 3);
    log.sendAs("c7", 70, "n0", "k", 7);
    log.run(50);
    log.sendAs("c7", 70, "n0", "k", 7);
    log.run(500);
    return log.poll("n2", "k").size();
  }

  // What it takes several coincidences to see.

  @Test
  void an_entry_of_an_earlier_epoch_that_two_of_three_have_can_still_be_replaced() {
    assertThat(contradictionOf(BrokenRule.SETTLES_EARLIER_EPOCHS, BrokenRuleTest::settleEarly))
        .contains("what both of them show");
  }

  /** Figure 8 of the Raft paper. */
  private static void settleEarly(NodeProgram<?, ?> program, long seed) {
    Scenario log = Scenario.of(program, 3, seed);
    // Epoch 1: n0 has a record that nobody else has. It fills a message by itself.
    log.connectOnly("n1-n2");
    log.cluster().ask("n0", new Send("k", StringNode.valueOf("x".repeat(1_200_000))), SendOk.class);
    // Epoch 2: another leads, and has an entry that nobody else has.
    String third = log.runUntilSaid("n", " grants a vote for epoch 2", 3_000);
    String second = third.equals("n1") ? "n2" : "n1";
    log.connectOnly();
    log.run(1_500);
    // Epoch 3: n0 leads again and gives its old record to the third, and nothing else yet.
    log.connectOnly("n0-" + third);
    log.runUntilSaid("n0 -> " + third + " replicate [k=", " at 1", 4_000);
    // Epoch 4: the second leads again. The old record was on two of three nodes, and is replaced.
    log.connectOnly(second + "-" + third);
    log.run(3_000);
    assertThat(log.poll(third, "k"))
        .as("what both of them show")
        .hasSameSizeAs(log.poll(second, "k"));
  }

  @Test
  void a_follower_that_takes_what_does_not_fit_shows_other_messages_than_the_rest() {
    assertThat(hasTwoMessagesAtOneOffset(BrokenRule.TAKES_WHAT_DOES_NOT_FIT.program())).isTrue();
    assertThat(hasTwoMessagesAtOneOffset(new RecoveryProgram())).isFalse();
  }

  /** n0's tail is as long as the log that the others have meanwhile, and they change leaders. */
  private static boolean hasTwoMessagesAtOneOffset(NodeProgram<?, ?> program) {
    Scenario log = Scenario.of(program, 3);
    log.cluster().isolate("n0");
    IntStream.range(1, 5).forEach(i -> log.send("n0", "k", i));
    String leader = log.runUntilSaid("n", START_OF_EPOCH_2, 3_000);
    IntStream.range(11, 14).forEach(i -> log.send("n1", "k", i));
    log.run(400);
    log.cluster().heal();
    log.cluster().isolate(leader);
    log.run(3_000);
    log.cluster().heal();
    log.run(1_000);
    Set<String> records = new HashSet<>();
    log.cluster().names().forEach(node -> records.addAll(log.poll(node, "k")));
    long offsets = records.stream().map(record -> record.split(":")[0]).distinct().count();
    return offsets < records.size();
  }

  @Test
  void a_node_that_has_forgotten_and_asks_one_other_elects_a_leader_without_what_it_had() {
    assertThat(losesWhatOneOfTwoForgot(BrokenRule.ASKS_ONE_OTHER.program())).isTrue();
    assertThat(losesWhatOneOfTwoForgot(new RecoveryProgram())).isFalse();
  }

  /** n0 and n1 have the record. n1 forgets it, and n0 cannot be asked. */
  private static boolean losesWhatOneOfTwoForgot(NodeProgram<?, ?> program) {
    Scenario log = Scenario.of(program, 3);
    log.connectOnly("n0-n1");
    var append = log.send("n0", "k", 7);
    log.run(50);
    log.cluster().crash("n1");
    log.connectOnly("n1-n2");
    log.cluster().restart("n1");
    log.run(2_500);
    var next = log.send("n2", "k", 8);
    log.run(1_000);
    return append.isDone() && next.isDone() && log.poll("n2", "k").size() == 1;
  }

  @Test
  void a_node_that_has_forgotten_and_believes_the_oldest_answer_helps_to_forget() {
    assertThat(losesWhatWasToldByOne(BrokenRule.BELIEVES_THE_OLDEST.program())).isTrue();
    assertThat(losesWhatWasToldByOne(new RecoveryProgram())).isFalse();
  }

  /** The same, but n0 can be asked, until n1 has recovered. */
  private static boolean losesWhatWasToldByOne(NodeProgram<?, ?> program) {
    Scenario log = Scenario.of(program, 3);
    log.connectOnly("n0-n1");
    var append = log.send("n0", "k", 7);
    log.run(50);
    log.cluster().crash("n1");
    log.connectOnly("n0-n1", "n1-n2");
    log.cluster().restart("n1");
    var ready = log.cluster().ask("n1", new Poll(Map.of()), PollOk.class);
    for (int i = 0; i < 1_000 && !ready.isDone(); i++) {
      log.run(1);
    }
    log.connectOnly("n1-n2");
    log.run(3_000);
    var next = log.send("n2", "k", 8);
    log.run(1_000);
    assertThat(append.isDone() && next.isDone()).isTrue();
    return log.poll("n2", "k").size() == 1;
  }

  @Test
  void a_node_that_votes_again_in_the_epoch_it_comes_back_to_gives_it_a_second_leader() {
    assertThat(contradictionOf(BrokenRule.VOTES_AGAIN_AFTER_RECOVERY, BrokenRuleTest::voteAgain))
        .containsPattern(TWO_LEADERS);
  }

  private static void voteAgain(NodeProgram<?, ?> program, long seed) {
    Scenario log = twoStandInEpoch2(program, seed);
    // n2 forgets its vote. Of those that it recovers from n4 knows of the epoch, and n1 asks it.
    log.connectOnly("n2-n1", "n2-n3", "n2-n4", "n1-n3");
    log.cluster().crash("n2");
    log.cluster().restart("n2");
    log.run(1_000);
    log.cluster().heal();
    log.run(3_000);
  }

  @Test
  void a_node_that_votes_twice_in_an_epoch_gives_it_a_second_leader() {
    assertThat(contradictionOf(BrokenRule.VOTES_TWICE, BrokenRuleTest::voteTwice))
        .containsPattern(TWO_LEADERS);
  }

  private static void voteTwice(NodeProgram<?, ?> program, long seed) {
    Scenario log = twoStandInEpoch2(program, seed);
    log.connectOnly("n1-n2", "n1-n3");
    log.run(1_000);
    log.cluster().heal();
    log.run(3_000);
  }

  private static Scenario twoStandInEpoch2(NodeProgram<?, ?> program, long seed) {
    Scenario log = Scenario.of(program, 5, seed);
    log.connectOnly();
    log.run(3_000);
    // n1 stands in epoch 2, and none of its requests arrives.
    log.connectOnly("n1-n2");
    log.runUntilSaid("n2 -> n1", " grants a pre-vote for epoch 2", 3_000);
    log.run(1);
    log.connectOnly("n1-n3");
    log.runUntilSaid("n3 -> n1", " grants a pre-vote for epoch 2", 300);
    // n0 stands in the same epoch, and wins with the votes of n2 and n4; nobody hears it lead.
    log.connectOnly("n0-n4");
    log.runUntilSaid("n4 -> n0", " grants a pre-vote for epoch 2", 300);
    log.run(1);
    log.connectOnly("n0-n2");
    log.runUntilSaid("n2 -> n0", " grants a vote for epoch 2", 300);
    log.run(1);
    log.connectOnly("n0-n4");
    log.runUntilSaid("n4 -> n0", " grants a vote for epoch 2", 300);
    return log;
  }

  @Test
  void who_obeys_a_leader_of_a_former_epoch_has_two() {
    assertThat(contradictionOf(BrokenRule.OBEYS_FORMER_LEADERS, BrokenRuleTest::obeyFormerLeader))
        .containsPattern(TWO_LEADERS);
  }

  /** n0 comes back before it has given up. */
  private static void obeyFormerLeader(NodeProgram<?, ?> program, long seed) {
    Scenario log = Scenario.of(program, 3, seed);
    log.connectOnly("n1-n2");
    log.runUntilSaid("n", START_OF_EPOCH_2, 1_190);
    log.run(2);
    log.cluster().heal();
    log.send("n0", "k", 7);
    log.run(1_000);
  }

  @Test
  void a_log_that_begins_with_a_majority_of_fresh_nodes_begins_a_second_time() {
    assertThat(beginsAnew(BrokenRule.BEGINS_WITH_A_MAJORITY.program())).isTrue();
    assertThat(beginsAnew(new RecoveryProgram())).isFalse();
  }

  private static boolean beginsAnew(NodeProgram<?, ?> program) {
    Scenario log = Scenario.of(program, 3);
    log.send("n0", "k", 7);
    log.run(200);
    log.cluster().crash("n0");
    log.cluster().crash("n1");
    log.cluster().isolate("n2");
    log.cluster().restart("n0");
    log.cluster().restart("n1");
    var append = log.send("n0", "k", 8);
    log.run(1_000);
    return append.isDone() && log.poll("n0", "k").equals(List.of("1:8"));
  }

  @Test
  void a_vote_of_a_node_that_has_been_restarted_since_elects_a_leader_without_its_record() {
    assertThat(contradictionOf(BrokenRule.COUNTS_THE_DEAD, BrokenRuleTest::countTheDead))
        .as("what n1 shows, the new leader")
        .startsWith("[n1]")
        .contains("could not find the following elements:\n  [\"1:7\"]");
  }

  /** Michael et al., 2017: a vote on its way outlives the voter. */
  private static void countTheDead(NodeProgram<?, ?> program, long seed) {
    Scenario log = Scenario.of(program, 5, seed);
    // n1 stands in epoch 2, before n0 has given up; it is paused before it reads n2's vote.
    log.connectOnly("n0-n4", "n1-n2");
    log.runUntilSaid("n2 -> n1", " grants a pre-vote for epoch 2", 1_100);
    log.run(1);
    log.connectOnly("n0-n4", "n1-n3");
    log.runUntilSaid("n3 -> n1", " grants a pre-vote for epoch 2", 200);
    log.connectOnly("n0-n4", "n1-n2");
    log.runUntilSaid("n2 -> n1", " grants a vote for epoch 2", 10);
    log.cluster().pause("n1");
    log.run(1);
    // n2 forgets it, recovers in epoch 1, and helps to acknowledge a record there.
    log.cluster().crash("n2");
    log.connectOnly("n0-n4", "n2-n0", "n2-n3", "n2-n4");
    log.cluster().restart("n2");
    log.run(20);
    log.connectOnly("n0-n4", "n2-n0");
    var append = log.send("n0", "k", 7);
    log.run(100);
    assumeTrue(append.isDone(), "n0 has led on");
    // n1 reads the old vote, and gets the one that it lacks.
    log.connectOnly("n1-n3");
    log.cluster().resume("n1");
    log.run(200);
    log.cluster().heal();
    log.run(3_000);
    for (String node : log.cluster().names()) {
      assertThat(log.poll(node, "k")).as(node).containsExactly(append.reply().offset() + ":7");
    }
  }

  /**
   * What goes wrong with this rule, and with the others does not: neither where it does with this
   * one, nor whatever else chance decides. Some seeds' elections take another turn than the script
   * has.
   */
  private static String contradictionOf(
      BrokenRule rule, BiConsumer<NodeProgram<?, ?>, Long> script) {
    for (long seed = 1; seed <= Seeds.times(3); seed++) {
      assertThat(contradictionOf(new RecoveryProgram(), script, seed)).isEmpty();
    }
    for (long seed = 1; seed <= 20; seed++) {
      Optional<String> contradiction = contradictionOf(rule.program(), script, seed);
      if (contradiction.isPresent()) {
        assertThat(contradictionOf(new RecoveryProgram(), script, seed)).isEmpty();
        return contradiction.get();
      }
    }
    return "";
  }

  private static Optional<String> contradictionOf(
      NodeProgram<?, ?> program, BiConsumer<NodeProgram<?, ?>, Long> script, long seed) {
    try {
      script.accept(program, seed);
      return Optional.empty();
    } catch (TestAbortedException otherTurn) {
      return Optional.empty();
    } catch (AssertionError failure) {
      return Optional.of(failure.getMessage());
    }
  }
}
