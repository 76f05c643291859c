package glomers.kafka.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.core.node.NodeProgram;
import glomers.kafka.Scenario;
import glomers.kafka.recovery.RecoveryProgram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each broken variant does what it is there for, and the real log does not. */
class BrokenVariantsTest {

  @Test
  void a_leader_that_acknowledges_early_loses_the_record_when_it_is_killed() {
    assertThat(isAcknowledgedAndLost(new EarlyAcknowledgingProgram())).isTrue();
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
  void a_leader_that_ignores_epochs_fills_an_offset_that_another_has_filled() {
    assertThatThrownBy(() -> disagreesAfterReturnOfLeader(new EpochIgnoringProgram()))
        .as("it is told of a record that it cannot have, and ends itself")
        .hasMessageContaining("failed on a timer");
    assertThat(disagreesAfterReturnOfLeader(new RecoveryProgram())).isFalse();
  }

  @Test
  void a_follower_that_keeps_its_unacknowledged_tail_shows_other_messages_than_the_rest() {
    assertThat(disagreesAfterReturnOfLeader(new TailKeepingProgram())).isTrue();
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
    assertThat(showsWhatIsNotAcknowledged(new UncommittedReadingProgram())).isTrue();
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
    assertThat(copiesOfARetriedAppend(new RetryStoringProgram())).isEqualTo(2);
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
}
