package glomers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.KafkaVerbs.Poll;
import glomers.core.message.KafkaVerbs.PollOk;
import glomers.kafka.recovery.RecoveryProgram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryTest {

  @Test
  void a_restarted_node_gets_its_log_and_its_commits_back() {
    Scenario log = Scenario.of(3);
    for (int i = 0; i < 2_500; i++) {
      log.send("n0", "k" + i % 7, i);
    }
    log.commit("n2", "k1", 77);
    log.run(1_000);
    List<String> before = log.poll("n2", "k3");
    log.cluster().crash("n2");
    log.run(100);
    log.cluster().restart("n2");
    log.run(1_000);
    assertThat(before).isNotEmpty();
    assertThat(log.poll("n2", "k3")).isEqualTo(before);
    assertThat(log.committed("n2", "k1")).isEqualTo(Map.of("k1", 77L));
  }

  @Test
  void a_restarted_node_helps_nobody_until_enough_others_have_told_it_what_it_forgot() {
    Scenario log = Scenario.of(3);
    log.cluster().crash("n1");
    log.cluster().cut(List.of("n2"), List.of("n0", "n1"));
    log.cluster().restart("n1");
    log.conversation();
    var append = log.send("n0", "k", 7);
    var poll = log.cluster().ask("n1", new Poll(Map.of("k", 0L)), PollOk.class);
    log.run(3_000);
    assertThat(append.isDone()).as("n1 has acknowledged it").isFalse();
    assertThat(poll.isDone()).as("n1 has served a read").isFalse();
    assertThat(log.conversation())
        .filteredOn(line -> line.startsWith("n1"))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(" recover"));
    log.cluster().heal();
    log.runUntil(append::isDone, 3_000);
    log.runUntil(poll::isDone, 1_000);
  }

  @Test
  void a_leader_that_was_killed_comes_back_as_a_follower() {
    for (int nodes = 2; nodes <= 5; nodes++) {
      Scenario log = Scenario.of(nodes);
      var before = log.send("n1", "k", 1);
      log.run(200);
      log.cluster().crash("n0");
      log.cluster().restart("n0");
      var after = log.send("n0", "k", 2);
      log.runUntil(after::isDone, 3_000);
      log.run(300);
      for (String node : log.cluster().names()) {
        assertThat(log.poll(node, "k"))
            .as(node + " of " + nodes)
            .containsExactly(before.reply().offset() + ":1", after.reply().offset() + ":2");
      }
    }
  }

  @Test
  void each_node_in_turn_can_be_killed() {
    Scenario log = Scenario.of(3);
    for (int round = 0; round < 6; round++) {
      String victim = "n" + round % 3;
      log.cluster().crash(victim);
      var append = log.send("n" + (round + 1) % 3, "k", round);
      log.runUntil(append::isDone, 3_000);
      log.cluster().restart(victim);
      log.run(2_000);
    }
    for (String node : log.cluster().names()) {
      assertThat(log.poll(node, "k")).as(node).hasSize(6);
    }
  }

  @Test
  void a_node_restarted_again_and_again_finds_a_number_for_its_newest_incarnation() {
    Scenario log = Scenario.of(3);
    for (int i = 0; i < 10; i++) {
      log.cluster().crash("n2");
      log.cluster().restart("n2");
    }
    log.run(3_000);
    var append = log.send("n2", "k", 7);
    log.runUntil(append::isDone, 3_000);
    assertThat(log.poll("n2", "k")).hasSize(1);
  }

  @Test
  void the_log_begins_only_when_every_member_has_said_that_it_is_fresh() {
    ScriptedCluster cluster = ScriptedCluster.of(new RecoveryProgram(), 3, 1);
    cluster.crash("n2");
    Scenario log = Scenario.of(cluster);
    var append = log.send("n0", "k", 7);
    log.run(3_000);
    assertThat(append.isDone()).isFalse();
    assertThat(log.conversation()).noneMatch(line -> line.contains("state"));
    cluster.restart("n2");
    log.runUntil(append::isDone, 1_000);
  }

  @Test
  void nodes_that_have_all_forgotten_but_one_do_not_begin_anew() {
    Scenario log = Scenario.of(3);
    log.send("n0", "k", 7);
    log.run(200);
    log.cluster().crash("n0");
    log.cluster().crash("n1");
    log.cluster().restart("n0");
    log.cluster().restart("n1");
    var append = log.send("n0", "k", 8);
    log.run(4_000);
    assertThat(append.isDone()).as("two of three have lost their memory: too many").isFalse();
    assertThat(log.poll("n2", "k")).containsExactly("1:7");
  }
}
