package glomers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The leader is n0 until it is killed or cut off. */
class FailoverTest {

  private static final Duration LIMIT = Duration.ofSeconds(3);

  @Test
  void when_the_leader_is_killed_another_takes_over_with_all_that_was_acknowledged() {
    for (int nodes : new int[] {3, 5}) {
      Scenario log = Scenario.of(nodes);
      var before = log.send("n1", "k", 7);
      log.run(20);
      assertThat(before.isDone()).isTrue();
      log.cluster().crash("n0");
      var after = log.send("n1", "k", 8);
      Duration outage = log.runUntil(after::isDone, LIMIT.toMillis());
      assertThat(outage).isLessThan(LIMIT);
      log.run(200);
      for (String node : List.of("n1", "n2")) {
        assertThat(log.poll(node, "k"))
            .as(node)
            .containsExactly(before.reply().offset() + ":7", after.reply().offset() + ":8");
      }
    }
  }

  @Test
  void what_a_cut_off_leader_could_not_get_acknowledged_gives_way_and_is_appended_anew() {
    Scenario log = Scenario.of(3);
    log.send("n0", "k", 1);
    log.run(10);
    log.cluster().isolate("n0");
    var stranded = log.send("n0", "k", 2);
    var elsewhere = log.send("n1", "k", 3);
    log.runUntil(elsewhere::isDone, LIMIT.toMillis());
    assertThat(stranded.isDone()).isFalse();
    log.cluster().heal();
    log.runUntil(stranded::isDone, LIMIT.toMillis());
    log.run(300);
    assertThat(stranded.reply().offset()).isGreaterThan(elsewhere.reply().offset());
    List<String> expected =
        List.of("1:1", elsewhere.reply().offset() + ":3", stranded.reply().offset() + ":2");
    for (String node : log.cluster().names()) {
      assertThat(log.poll(node, "k")).as(node).isEqualTo(expected);
    }
  }

  @Test
  void a_leader_of_the_past_is_refused_and_steps_down() {
    Scenario log = Scenario.of(3);
    // n0 goes on hearing n2's messages, but nobody hears n0.
    log.cluster().isolate("n0");
    var elsewhere = log.send("n1", "k", 3);
    log.runUntil(elsewhere::isDone, LIMIT.toMillis());
    log.conversation();
    log.cluster().heal();
    var late = log.send("n0", "k", 4);
    log.runUntil(late::isDone, LIMIT.toMillis());
    assertThat(late.reply().offset()).isGreaterThan(elsewhere.reply().offset());
    assertThat(log.conversation())
        .as("n0 has forwarded it, as a follower does")
        .anyMatch(line -> line.startsWith("n0 -> ") && line.contains("append [k=4]"));
  }

  @Test
  void a_leader_that_hears_no_majority_steps_down() {
    Scenario log = Scenario.of(3);
    log.cluster().isolate("n0");
    log.run(2_000);
    log.conversation();
    log.run(1_000);
    assertThat(log.conversation())
        .filteredOn(line -> line.startsWith("n0"))
        .isNotEmpty()
        .allMatch(line -> line.contains("pre-vote"));
  }

  @Test
  void a_follower_that_was_cut_off_disturbs_nobody_when_it_comes_back() {
    Scenario log = Scenario.of(3);
    log.cluster().isolate("n2");
    log.run(10_000);
    log.cluster().heal();
    log.conversation();
    var append = log.send("n2", "k", 7);
    log.runUntil(append::isDone, 1_000);
    log.run(3_000);
    assertThat(log.conversation())
        .noneMatch(line -> line.contains("start of epoch"))
        .anyMatch(line -> line.startsWith("n0 -> n2 replicate [k=7]"));
  }

  @Test
  void of_two_nodes_one_alone_acknowledges_nothing_but_shows_what_was() {
    Scenario log = Scenario.of(2);
    log.send("n0", "k", 1);
    log.run(10);
    log.cluster().isolate("n1");
    var atLeader = log.send("n0", "k", 2);
    var atFollower = log.send("n1", "k", 3);
    log.run(4_000);
    assertThat(atLeader.isDone() || atFollower.isDone()).isFalse();
    assertThat(log.poll("n0", "k")).containsExactly("1:1");
    log.cluster().heal();
    var again = log.send("n1", "k", 4);
    log.runUntil(again::isDone, LIMIT.toMillis());
  }

  @Test
  void the_new_leader_knows_the_appends_of_the_old_one() {
    Scenario log = Scenario.of(3);
    var first = log.sendAs("c7", 70, "n0", "k", 5);
    log.run(20);
    log.cluster().crash("n0");
    var retry = log.sendAs("c7", 70, "n2", "k", 5);
    log.runUntil(retry::isDone, LIMIT.toMillis());
    assertThat(retry.reply().offset()).isEqualTo(1);
    var next = log.send("n1", "k", 6);
    log.runUntil(next::isDone, LIMIT.toMillis());
    log.run(300);
    assertThat(log.poll("n2", "k")).hasSize(2);
  }
}
