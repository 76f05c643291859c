package glomers.counter.deltas;

import static glomers.counter.Counters.add;
import static glomers.counter.Counters.read;
import static glomers.counter.Counters.readAll;
import static glomers.counter.Counters.takeTrace;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the nodes say to one another, message by message. Rounds take 250 ms. */
class GossipTest {

  private static final Duration ROUND = Duration.ofMillis(250);
  private static final Duration LONG = Duration.ofSeconds(30);

  private long addedEverywhere;

  @Test
  void at_the_start_nodes_introduce_themselves_and_fall_silent() {
    ScriptedCluster cluster = ScriptedCluster.of(new DeltaProgram(), 2, 1);
    cluster.run(LONG);
    assertThat(takeTrace(cluster))
        .containsExactly(
            "n0 -> n1 {\"type\":\"gossip\",\"from\":\"n0\",\"to\":\"\",\"news\":{},\"seen\":{}}",
            "n1 -> n0 {\"type\":\"gossip\",\"from\":\"n1\",\"to\":\"\",\"news\":{},\"seen\":{}}",
            "n0 -> n1 {\"type\":\"gossip\",\"from\":\"n0\",\"to\":\"n1\",\"news\":{},\"seen\":{}}",
            "n1 -> n0 {\"type\":\"gossip\",\"from\":\"n1\",\"to\":\"n0\",\"news\":{},\"seen\":{}}");
  }

  @Test
  void a_lone_add_costs_one_message_and_one_acknowledgement() {
    ScriptedCluster cluster = introduced(2);
    add(cluster, "n0", 5);
    cluster.run(LONG);
    assertThat(takeTrace(cluster))
        .containsExactly(
            "n0 -> n1 {\"type\":\"gossip\",\"from\":\"n0\",\"to\":\"n1\",\"news\":{\"n0\":5},\"seen\":{}}",
            "n1 -> n0 {\"type\":\"gossip\",\"from\":\"n1\",\"to\":\"n0\",\"news\":{},\"seen\":{\"n0\":5}}");
  }

  @Test
  void adds_of_one_round_travel_together_and_acknowledgements_ride_on_news() {
    ScriptedCluster cluster = introduced(2);
    add(cluster, "n0", 5);
    add(cluster, "n0", 6);
    cluster.run(ROUND);
    add(cluster, "n1", 1);
    cluster.run(LONG);
    assertThat(takeTrace(cluster))
        .containsExactly(
            "n0 -> n1 {\"type\":\"gossip\",\"from\":\"n0\",\"to\":\"n1\",\"news\":{\"n0\":11},\"seen\":{}}",
            "n1 -> n0 {\"type\":\"gossip\",\"from\":\"n1\",\"to\":\"n0\",\"news\":{\"n1\":1},\"seen\":{\"n0\":11}}",
            "n0 -> n1 {\"type\":\"gossip\",\"from\":\"n0\",\"to\":\"n1\",\"news\":{},\"seen\":{\"n1\":1}}");
  }

  @Test
  void only_the_slots_that_changed_are_sent() {
    ScriptedCluster cluster = introduced(3);
    add(cluster, "n0", 5);
    add(cluster, "n1", 6);
    cluster.run(LONG);
    cluster.takeTrace();
    add(cluster, "n2", 7);
    cluster.run(LONG);
    assertThat(readAll(cluster)).containsExactly(18L, 18L, 18L);
    assertThat(takeTrace(cluster))
        .hasSize(6)
        .allSatisfy(line -> assertThat(line).contains("{\"n2\":7}").doesNotContain("\":5", "\":6"));
  }

  @Test
  void an_add_of_nothing_is_no_news() {
    ScriptedCluster cluster = introduced(3);
    add(cluster, "n0", 0);
    cluster.run(LONG);
    assertThat(cluster.takeTrace()).isEmpty();
  }

  @Test
  void reads_cost_no_messages() {
    ScriptedCluster cluster = introduced(5);
    readAll(cluster);
    cluster.run(LONG);
    assertThat(cluster.takeTrace()).isEmpty();
  }

  @Test
  void a_node_alone_never_speaks() {
    ScriptedCluster cluster = ScriptedCluster.of(new DeltaProgram(), 1, 1);
    add(cluster, "n0", 5);
    cluster.run(LONG);
    assertThat(cluster.takeTrace()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 25})
  void all_nodes_agree_in_the_end_and_then_nobody_speaks(int size) {
    ScriptedCluster cluster = ScriptedCluster.of(new DeltaProgram(), size, 1);
    cluster.latency(Duration.ofMillis(50));
    for (int i = 0; i < 500; i++) {
      add(cluster, "n" + i % size, i);
      cluster.run(Duration.ofMillis(10));
    }
    cluster.run(LONG);
    assertThat(readAll(cluster)).containsOnly(499 * 500 / 2L);
    cluster.takeTrace();
    cluster.run(LONG);
    assertThat(cluster.takeTrace()).isEmpty();
  }

  @Test
  void three_nodes_agree_within_two_rounds_of_the_last_add() {
    ScriptedCluster cluster = introduced(3);
    long added = 0;
    for (int i = 0; i < 1_000; i++) {
      add(cluster, "n" + i % 3, 1);
      added++;
      cluster.run(Duration.ofMillis(7));
      if (i % 100 == 99) {
        cluster.run(ROUND.multipliedBy(2));
        assertThat(readAll(cluster)).containsOnly(added);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 25})
  void no_node_sends_more_than_one_message_a_round_whatever_fails(int size) {
    ScriptedCluster cluster = ScriptedCluster.of(new DeltaProgram(), size, 1);
    cluster.latency(Duration.ofMillis(100)).chaos(0.3, 0.3);
    for (int i = 0; i < 1_000; i++) {
      if (i == 300) {
        cluster.isolate("n0");
      } else if (i == 700) {
        cluster.heal();
      }
      add(cluster, "n" + i % size, 1);
      cluster.run(Duration.ofMillis(20));
    }
    long rounds = cluster.now().dividedBy(ROUND);
    assertThat(cluster.messagesBetweenNodes()).isLessThanOrEqualTo(size * rounds);
  }

  @Test
  void a_node_out_of_reach_is_reminded_once_a_turn_and_caught_up_soon_after_a_heal() {
    ScriptedCluster cluster = introduced(2);
    cluster.isolate("n1");
    add(cluster, "n0", 5);
    add(cluster, "n1", 6);
    cluster.run(ROUND.multipliedBy(101));
    // Between two nodes a turn and the time for an answer are two rounds.
    assertThat(cluster.takeTrace()).hasSize(2 * 51);

    cluster.heal();
    cluster.run(ROUND.multipliedBy(3));
    assertThat(readAll(cluster)).containsExactly(11L, 11L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void three_nodes_agree_within_four_rounds_of_a_heal_that_comes_with_the_last_add(long seed) {
    ScriptedCluster cluster = ScriptedCluster.of(new DeltaProgram(), 3, seed);
    for (int i = 0; i < 600; i++) {
      if (i % 150 == 0) {
        cluster.isolate("n" + i / 150 % 3);
      } else if (i % 150 == 149) {
        cluster.heal();
      }
      add(cluster, "n" + i % 3, 1);
      if (i % 150 == 149) {
        cluster.run(ROUND.multipliedBy(4));
        assertThat(readAll(cluster)).containsOnly(i + 1L);
      } else {
        cluster.run(Duration.ofMillis(10 + seed));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 9})
  void two_sides_of_a_healed_partition_meet_within_three_seconds_while_adds_keep_coming(int size) {
    ScriptedCluster cluster = introduced(size);
    List<String> names = cluster.names();
    cluster.cut(names.subList(0, size / 2), names.subList(size / 2, size));
    addEverywhere(cluster, Duration.ofSeconds(10));
    cluster.heal();
    long sumAtHeal = addEverywhere(cluster, Duration.ZERO);
    addEverywhere(cluster, Duration.ofSeconds(3));
    assertThat(readAll(cluster)).allMatch(sum -> sum >= sumAtHeal, "at least " + sumAtHeal);
  }

  /** Adds 1 at each node every 10 ms. Returns the sum of all that nodes have been asked to add. */
  private long addEverywhere(ScriptedCluster cluster, Duration span) {
    Duration end = cluster.now().plus(span);
    while (cluster.now().compareTo(end) < 0) {
      cluster.names().forEach(node -> add(cluster, node, 1));
      addedEverywhere += cluster.names().size();
      cluster.run(Duration.ofMillis(10));
    }
    return addedEverywhere;
  }

  @Test
  void one_node_out_of_reach_neither_holds_up_the_news_nor_gets_much_of_it() {
    ScriptedCluster cluster = introduced(3);
    cluster.isolate("n2");
    long added = 0;
    for (int i = 0; i < 100; i++) {
      add(cluster, "n0", 1);
      added++;
      cluster.run(ROUND.multipliedBy(2));
      assertThat(read(cluster, "n1")).isEqualTo(added);
    }
    // In 200 rounds: one every three, from each of the two, and the first few.
    assertThat(cluster.takeTrace()).filteredOn(line -> line.contains("-> n2")).hasSizeLessThan(140);
  }

  @Test
  void news_is_passed_on_where_there_is_no_direct_way_and_when_its_node_is_dead() {
    ScriptedCluster cluster = introduced(3);
    cluster.cut(List.of("n0"), List.of("n2"));
    add(cluster, "n0", 5);
    cluster.run(ROUND.multipliedBy(2));
    cluster.crash("n0");
    cluster.run(Duration.ofSeconds(5));
    assertThat(read(cluster, "n2")).isEqualTo(5);
  }

  private static ScriptedCluster introduced(int size) {
    ScriptedCluster cluster = ScriptedCluster.of(new DeltaProgram(), size, 1);
    cluster.run(LONG);
    cluster.takeTrace();
    return cluster;
  }
}
