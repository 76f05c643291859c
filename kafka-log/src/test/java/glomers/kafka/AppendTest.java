package glomers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.Call;
import glomers.bench.script.ScriptedCluster;
import glomers.core.message.ErrorCode;
import glomers.core.message.KafkaVerbs.CommitOffsets;
import glomers.core.message.KafkaVerbs.CommitOffsetsOk;
import glomers.core.message.KafkaVerbs.ListCommittedOffsets;
import glomers.core.message.KafkaVerbs.ListCommittedOffsetsOk;
import glomers.core.message.KafkaVerbs.Poll;
import glomers.core.message.KafkaVerbs.PollOk;
import glomers.core.message.KafkaVerbs.SendOk;
import glomers.kafka.recovery.RecoveryProgram;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What nodes say to one another over an append. The first member, n0, leads. */
class AppendTest {

  @Test
  void one_node_alone_is_a_majority() {
    Scenario log = Scenario.of(1);
    assertThat(log.send("n0", "k", 7).reply().offset()).isEqualTo(1);
    assertThat(log.send("n0", "k", 8).reply().offset()).isEqualTo(2);
    assertThat(log.poll("n0", "k")).containsExactly("1:7", "2:8");
    log.run(1_000);
    assertThat(log.cluster().messagesBetweenNodes()).isZero();
  }

  @Test
  void of_two_nodes_the_leader_needs_the_followers_acknowledgement() {
    Scenario log = Scenario.of(2);
    var append = log.send("n0", "k", 7);
    log.run(1);
    assertThat(append.isDone()).isFalse();
    log.run(1);
    assertThat(append.reply().offset()).isEqualTo(1);
    assertThat(log.conversation())
        .containsExactly(
            "n0 -> n1 replicate [k=7] at 1, please acknowledge", "n1 -> n0 acknowledge up to 2");
  }

  @Test
  void a_follower_whose_append_comes_back_knows_that_a_majority_of_two_has_it() {
    Scenario log = Scenario.of(2);
    var append = log.send("n1", "k", 7);
    log.run(2);
    assertThat(append.reply().offset()).isEqualTo(1);
    assertThat(log.conversation())
        .containsExactly(
            "n1 -> n0 acknowledge up to 1, append [k=7]", "n0 -> n1 replicate [k=7] at 1");
    assertThat(log.poll("n1", "k")).containsExactly("1:7");
  }

  @Test
  void of_three_nodes_one_other_copy_is_enough() {
    Scenario log = Scenario.of(3);
    log.cluster().isolate("n2");
    var append = log.send("n0", "k", 7);
    log.run(2);
    assertThat(append.reply().offset()).isEqualTo(1);
    assertThat(log.conversation())
        .containsExactly(
            "n0 -> n1 replicate [k=7] at 1, please acknowledge",
            "n0 -> n2 replicate [k=7] at 1, please acknowledge",
            "n1 -> n0 acknowledge up to 2");
  }

  @Test
  void of_three_nodes_a_followers_append_needs_no_acknowledgement_either() {
    Scenario log = Scenario.of(3);
    var append = log.send("n2", "k", 7);
    log.run(2);
    assertThat(append.reply().offset()).isEqualTo(1);
    assertThat(log.conversation())
        .containsExactly(
            "n2 -> n0 acknowledge up to 1, append [k=7]",
            "n0 -> n1 replicate [k=7] at 1",
            "n0 -> n2 replicate [k=7] at 1");
  }

  @Test
  void of_five_nodes_the_leader_tells_the_forwarder_when_three_have_it() {
    Scenario log = Scenario.of(5);
    log.cluster().isolate("n3");
    log.cluster().isolate("n4");
    var append = log.send("n1", "k", 7);
    log.run(3);
    assertThat(append.isDone()).as("two copies are not enough").isFalse();
    log.run(10);
    assertThat(append.reply().offset()).isEqualTo(1);
    assertThat(log.poll("n1", "k")).containsExactly("1:7");
  }

  @Test
  void what_becomes_ready_within_the_linger_travels_together() {
    Scenario log = Scenario.of(2);
    var first = log.send("n1", "k", 0);
    var later = IntStream.range(1, 6).mapToObj(i -> log.send("n1", "k", i)).toList();
    log.run(2);
    assertThat(first.isDone()).as("the first one has waited for nobody").isTrue();
    assertThat(later).noneMatch(Call::isDone);
    log.run(18);
    assertThat(later).allMatch(Call::isDone);
    assertThat(log.conversation())
        .containsExactly(
            "n1 -> n0 acknowledge up to 1, append [k=0]",
            "n0 -> n1 replicate [k=0] at 1",
            "n1 -> n0 acknowledge up to 2, append [k=1, k=2, k=3, k=4, k=5]",
            "n0 -> n1 replicate [k=1, k=2, k=3, k=4, k=5] at 2");
  }

  @Test
  void a_quiet_cluster_says_little() {
    Scenario log = Scenario.of(3);
    long before = log.cluster().messagesBetweenNodes();
    log.run(10_000);
    long heartbeatsPerFollower = 100;
    assertThat(log.cluster().messagesBetweenNodes() - before)
        .isLessThanOrEqualTo(2 * 2 * heartbeatsPerFollower);
  }

  @Test
  void polls_show_what_is_acknowledged_and_nothing_above() {
    Scenario log = Scenario.of(3);
    log.send("n0", "k", 7);
    log.run(5);
    log.cluster().isolate("n0");
    var append = log.send("n0", "k", 8);
    log.run(500);
    assertThat(append.isDone()).isFalse();
    for (String node : log.cluster().names()) {
      assertThat(log.poll(node, "k")).as(node).containsExactly("1:7");
    }
  }

  @Test
  void an_answer_to_a_poll_is_bounded_and_the_next_poll_goes_on() {
    ScriptedCluster cluster =
        ScriptedCluster.of(new RecoveryProgram(), 1, 1, "--max-poll-records", "10");
    Scenario log = Scenario.of(cluster);
    IntStream.range(0, 12).forEach(i -> log.send("n0", "a", i));
    IntStream.range(0, 3).forEach(i -> log.send("n0", "b", i));
    Map<String, Long> offsets = new LinkedHashMap<>(Map.of("none", 0L));
    offsets.put("a", 0L);
    offsets.put("b", 0L);
    PollOk answer = cluster.askNow("n0", new Poll(offsets), PollOk.class);
    assertThat(answer.msgs()).containsOnlyKeys("a");
    assertThat(answer.msgs().get("a")).hasSize(10);
    offsets.put("a", answer.msgs().get("a").getLast().offset() + 1);
    PollOk more = cluster.askNow("n0", new Poll(offsets), PollOk.class);
    assertThat(more.msgs().get("a")).hasSize(2);
    assertThat(more.msgs().get("b")).hasSize(3);
  }

  @Test
  void a_retry_through_whichever_node_is_stored_once_and_gets_the_same_offset() {
    Scenario log = Scenario.of(3);
    long offset = asked(log, log.sendAs("c7", 70, "n0", "k", 5));
    for (String node : List.of("n0", "n1", "n2")) {
      assertThat(asked(log, log.sendAs("c7", 70, node, "k", 5))).isEqualTo(offset);
    }
    log.sendAs("c8", 80, "n1", "k", 6);
    log.sendAs("c8", 80, "n2", "k", 6);
    log.run(200);
    assertThat(log.poll("n0", "k")).containsExactly("1:5", "2:6");
  }

  @Test
  void forwarded_appends_are_repeated_until_they_arrive() {
    Scenario log = Scenario.of(3);
    log.cluster().chaos(0.5, 0.5);
    var appends = IntStream.range(0, 50).mapToObj(i -> log.send("n1", "k", i)).toList();
    log.run(4_000);
    assertThat(appends).allMatch(Call::isDone);
    assertThat(appends.stream().map(append -> append.reply().offset())).doesNotHaveDuplicates();
    log.cluster().chaos(0, 0);
    log.run(500);
    assertThat(log.poll("n0", "k")).hasSize(50);
  }

  @Test
  void committed_offsets_spread_as_maxima_with_what_flows_anyway() {
    Scenario log = Scenario.of(3);
    log.cluster().chaos(0.3, 0.3);
    log.commit("n1", "a", 5);
    log.commit("n2", "a", 9);
    log.commit("n1", "b", 3);
    long before = log.cluster().messagesBetweenNodes();
    log.run(3_000);
    for (String node : log.cluster().names()) {
      assertThat(log.committed(node, "a", "b", "c")).isEqualTo(Map.of("a", 9L, "b", 3L));
    }
    assertThat(log.cluster().messagesBetweenNodes() - before)
        .as("heartbeats and their answers")
        .isLessThanOrEqualTo(2 * 2 * 30);
  }

  @Test
  void a_send_that_no_majority_takes_is_answered_in_the_end() {
    Scenario log = Scenario.of(3);
    log.cluster().isolate("n0");
    var stored = log.send("n0", "k", 7);
    log.run(5_000);
    assertThat(stored.error().is(ErrorCode.TIMEOUT)).as("may still happen").isTrue();
    var notPassedOn = log.send("n0", "k", 8);
    log.run(5_000);
    assertThat(notPassedOn.error().is(ErrorCode.TIMEOUT)).as("n0 cannot rule it out").isTrue();
  }

  @Test
  void a_request_asked_at_two_nodes_gets_no_definite_error_from_the_one_that_is_cut_off() {
    Scenario log = Scenario.of(3);
    log.cluster().isolate("n2");
    log.run(3_000);
    var served = log.sendAs("c7", 70, "n1", "k", 5);
    log.runUntil(served::isDone, 1_000);
    var again = log.sendAs("c7", 70, "n2", "k", 5);
    log.run(5_000);
    assertThat(log.poll("n1", "k")).containsExactly(served.reply().offset() + ":5");
    assertThat(again.error().is(ErrorCode.TIMEOUT)).as("it has taken effect").isTrue();
  }

  @Test
  void a_node_that_has_not_caught_up_refuses_for_good_only_what_has_no_effect() {
    Scenario log = Scenario.of(3);
    log.cluster().crash("n2");
    log.cluster().isolate("n2");
    log.cluster().restart("n2");
    var send = log.send("n2", "k", 7);
    var commit = log.cluster().ask("n2", new CommitOffsets(Map.of("k", 1L)), CommitOffsetsOk.class);
    var poll = log.cluster().ask("n2", new Poll(Map.of("k", 0L)), PollOk.class);
    var list =
        log.cluster()
            .ask("n2", new ListCommittedOffsets(List.of("k")), ListCommittedOffsetsOk.class);
    log.run(5_000);
    assertThat(send.error().is(ErrorCode.TIMEOUT)).isTrue();
    assertThat(commit.error().is(ErrorCode.TIMEOUT)).isTrue();
    assertThat(poll.error().is(ErrorCode.TEMPORARILY_UNAVAILABLE)).isTrue();
    assertThat(list.error().is(ErrorCode.TEMPORARILY_UNAVAILABLE)).isTrue();
  }

  private static long asked(Scenario log, Call<SendOk> call) {
    log.runUntil(call::isDone, 1_000);
    return call.reply().offset();
  }

  @Test
  void requests_that_come_before_the_log_has_begun_are_answered_then() {
    ScriptedCluster cluster = ScriptedCluster.of(new RecoveryProgram(), 3, 1);
    cluster.latency(Duration.ofMillis(100));
    Scenario log = Scenario.of(cluster);
    var append = log.send("n1", "k", 7);
    var poll = cluster.ask("n2", new Poll(Map.of("k", 0L)), PollOk.class);
    log.run(2_000);
    assertThat(append.reply().offset()).isPositive();
    assertThat(poll.reply().msgs()).isEmpty();
  }
}
