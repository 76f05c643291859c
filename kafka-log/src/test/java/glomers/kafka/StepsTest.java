package glomers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.Call;
import glomers.core.message.KafkaVerbs.Request;
import glomers.core.node.NodeProgram;
import glomers.kafka.elections.ElectionsProgram;
import glomers.kafka.leader.LeaderProgram;
import glomers.kafka.list.OneNode;
import glomers.kafka.recovery.RecoveryProgram;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each step adds to the one before: done by it, and not done by that. */
class StepsTest {

  private static final NodeProgram<?, ?> LIST = NodeProgram.of(Request.class, OneNode::new);

  @Test
  void a_list_per_node_gives_one_offset_to_two_messages_and_a_leader_does_not() {
    assertThat(offsetsOfTwo(LIST)).containsExactly(0L, 0L);
    assertThat(offsetsOfTwo(new LeaderProgram())).doesNotHaveDuplicates();
  }

  private static List<Long> offsetsOfTwo(NodeProgram<?, ?> program) {
    Scenario log = Scenario.of(program, 2);
    var sends = Stream.of("n0", "n1").map(node -> log.send(node, "k", 7)).toList();
    log.run(100);
    return sends.stream().map(send -> send.reply().offset()).toList();
  }

  @Test
  void one_list_is_a_log() {
    Scenario log = Scenario.of(LIST, 1);
    log.send("n0", "k", 7);
    log.send("n0", "k", 8);
    log.commit("n0", "k", 1);
    log.commit("n0", "k", 0);
    assertThat(log.poll("n0", "k")).containsExactly("0:7", "1:8");
    assertThat(log.committed("n0", "k", "other")).containsOnly(Map.entry("k", 1L));
  }

  @Test
  void a_leader_acknowledges_what_a_majority_has_whatever_is_lost_or_repeated() {
    Scenario log = Scenario.of(new LeaderProgram(), 5);
    log.cluster().chaos(0.3, 0.3);
    log.cluster().isolate("n3");
    log.cluster().isolate("n4");
    var sends = IntStream.range(0, 60).mapToObj(i -> log.send("n" + i % 3, "k", i)).toList();
    log.run(4_000);
    assertThat(sends).allMatch(Call::isOk);
    assertThat(sends.stream().map(send -> send.reply().offset())).doesNotHaveDuplicates();
    log.cluster().heal();
    log.run(4_000);
    assertThat(log.poll("n4", "k")).hasSize(60).isEqualTo(log.poll("n0", "k"));
  }

  @Test
  void a_leader_without_a_majority_acknowledges_nothing_and_shows_what_was() {
    Scenario log = Scenario.of(new LeaderProgram(), 3);
    log.send("n0", "k", 1);
    log.run(100);
    log.cluster().isolate("n0");
    var stranded = log.send("n0", "k", 2);
    log.run(2_000);
    assertThat(stranded.isDone()).isFalse();
    assertThat(log.poll("n0", "k")).containsExactly("0:1");
    assertThat(log.poll("n2", "k")).containsExactly("0:1");
  }

  @Test
  void a_retried_append_is_stored_once_by_a_leader_already() {
    Scenario log = Scenario.of(new LeaderProgram(), 3);
    log.sendAs("c7", 70, "n1", "k", 5);
    log.run(100);
    var again = log.sendAs("c7", 70, "n2", "k", 5);
    log.run(100);
    assertThat(again.reply().offset()).isZero();
    assertThat(log.poll("n0", "k")).containsExactly("0:5");
  }

  @Test
  void when_the_leader_is_cut_off_elections_find_another_and_a_fixed_leader_is_missed() {
    assertThat(goesOnWithoutLeader(new LeaderProgram())).isFalse();
    assertThat(goesOnWithoutLeader(new ElectionsProgram())).isTrue();
  }

  private static boolean goesOnWithoutLeader(NodeProgram<?, ?> program) {
    Scenario log = Scenario.of(program, 3);
    String leader =
        program instanceof LeaderProgram ? "n0" : log.leader(); // its messages read differently
    log.cluster().isolate(leader);
    String other = log.cluster().names().stream().filter(n -> !n.equals(leader)).toList().get(0);
    var append = log.send(other, "k", 7);
    log.run(3_000);
    return append.isDone();
  }

  @Test
  void a_follower_that_was_killed_is_missed_by_elections_until_it_recovers_first() {
    assertThat(keepsWhatAKilledVoterHad(new ElectionsProgram())).isFalse();
    assertThat(keepsWhatAKilledVoterHad(new RecoveryProgram())).isTrue();
  }

  /** A majority has the record; one of it forgets, and the other cannot be asked. */
  private static boolean keepsWhatAKilledVoterHad(NodeProgram<?, ?> program) {
    Scenario log = Scenario.of(program, 3);
    String leader = log.leader();
    log.run(500);
    List<String> others = log.cluster().names().stream().filter(n -> !n.equals(leader)).toList();
    String forgetful = others.get(0);
    String ignorant = others.get(1);
    log.cluster().isolate(ignorant);
    var append = log.send(leader, "k", 7);
    log.run(50);
    assertThat(append.isDone()).isTrue();
    log.cluster().crash(forgetful);
    log.cluster().heal();
    log.cluster().isolate(leader);
    log.cluster().restart(forgetful);
    log.run(2_500);
    var next = log.send(ignorant, "k", 8);
    log.run(1_000);
    return !next.isDone();
  }
}
