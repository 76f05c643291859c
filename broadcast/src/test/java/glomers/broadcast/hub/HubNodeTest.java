package glomers.broadcast.hub;

import static glomers.broadcast.Broadcasts.broadcast;
import static glomers.broadcast.Broadcasts.read;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.BroadcastVerbs.Broadcast;
import glomers.core.message.BroadcastVerbs.BroadcastOk;
import glomers.core.message.BroadcastVerbs.Read;
import glomers.core.message.BroadcastVerbs.ReadOk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

class HubNodeTest {

  private static final Duration LATENCY = Duration.ofMillis(100);

  private static ScriptedCluster cluster(int size, long seed, int roundMillis) {
    return ScriptedCluster.of(
            new HubProgram(), size, seed, "--round-millis", Integer.toString(roundMillis))
        .latency(LATENCY);
  }

  private static void assertAllHave(ScriptedCluster cluster, int values) {
    List<Integer> all = IntStream.range(0, values).boxed().toList();
    for (String node : cluster.names()) {
      assertThat(read(cluster, node)).as("values of " + node).isEqualTo(all);
    }
  }

  private static void millis(ScriptedCluster cluster, long millis) {
    cluster.run(Duration.ofMillis(millis));
  }

  @Test
  void a_value_goes_to_the_hub_and_from_there_to_all_others_who_acknowledge_it() {
    ScriptedCluster cluster = cluster(4, 1, 280);
    millis(cluster, 3_000);
    cluster.takeTrace();

    broadcast(cluster, "n2", 7);
    millis(cluster, 3_000);

    List<String> said =
        cluster.takeTrace().stream()
            .map(line -> line.replaceAll(" \\{\"type\":\"(\\w+)\".*", " $1"))
            .toList();
    assertThat(said)
        .startsWith("n2 -> n0 report", "n0 -> n1 update", "n0 -> n2 update", "n0 -> n3 update");
    assertThat(said.subList(4, said.size()))
        .containsExactlyInAnyOrder("n1 -> n0 report", "n3 -> n0 report");
  }

  @Test
  void an_idle_cluster_is_silent() {
    ScriptedCluster cluster = cluster(25, 1, 280);
    IntStream.range(0, 25).forEach(i -> broadcast(cluster, "n" + i, i));
    millis(cluster, 5_000);
    assertAllHave(cluster, 25);
    long before = cluster.messagesBetweenNodes();

    millis(cluster, 600_000);

    assertThat(cluster.messagesBetweenNodes()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 25})
  void every_value_reaches_every_node(int size) {
    ScriptedCluster cluster = cluster(size, 1, 280);
    for (int i = 0; i < 100; i++) {
      broadcast(cluster, "n" + i % size, i);
      millis(cluster, 10);
    }
    millis(cluster, 2_000);
    assertAllHave(cluster, 100);
  }

  @Test
  void a_value_may_be_any_json_and_is_stored_once_however_often_it_is_given() {
    ScriptedCluster cluster = cluster(2, 1, 280);
    var value = JsonMapper.shared().readTree("{\"a\":[1,null,2.5]}");
    cluster.askNow("n0", new Broadcast(value), BroadcastOk.class);
    cluster.askNow("n0", new Broadcast(value), BroadcastOk.class);
    cluster.askNow("n1", new Broadcast(value), BroadcastOk.class);
    millis(cluster, 2_000);

    for (String node : cluster.names()) {
      assertThat(cluster.askNow(node, new Read(), ReadOk.class).messages())
          .extracting(JsonNode::toString)
          .containsExactly(value.toString());
    }
  }

  @Test
  void under_load_an_operation_costs_what_the_round_length_says() {
    ScriptedCluster cluster = cluster(25, 1, 300);
    millis(cluster, 2_000);
    long before = cluster.messagesBetweenNodes();
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) { // 50 values a second, which is 100 operations a second
      broadcast(cluster, "n" + random.nextInt(25), i);
      millis(cluster, 20);
    }
    double perOperation = (cluster.messagesBetweenNodes() - before) / 2_000.0;
    millis(cluster, 2_000);

    assertAllHave(cluster, 1_000);
    double limit = 2 * 24 / (0.3 * 100);
    assertThat(perOperation).isLessThan(1.03 * limit);
  }

  @Test
  void when_the_hub_is_cut_off_the_others_go_on_and_when_it_is_back_everyone_has_everything_soon() {
    ScriptedCluster cluster = cluster(25, 1, 280);
    broadcast(cluster, "n3", 0);
    millis(cluster, 2_000);
    cluster.isolate("n0");
    broadcast(cluster, "n0", 1);
    broadcast(cluster, "n7", 2);
    broadcast(cluster, "n24", 3);
    millis(cluster, 4_000);

    for (int i = 1; i < 25; i++) {
      assertThat(read(cluster, "n" + i)).containsExactly(0, 2, 3);
    }
    assertThat(read(cluster, "n0")).containsExactly(0, 1);

    cluster.heal();
    millis(cluster, 2_000);
    assertAllHave(cluster, 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {250, 950})
  void after_a_partition_an_operation_costs_what_it_did_before(int roundMillis) {
    ScriptedCluster cluster = cluster(25, 1, roundMillis);
    Random random = new Random(1);
    millis(cluster, 2_000);
    cluster.cut(cluster.names().subList(0, 8), cluster.names().subList(8, 25));
    broadcastForSeconds(cluster, random, 10);
    cluster.heal();
    broadcastForSeconds(cluster, random, 5);
    long before = cluster.messagesBetweenNodes();
    broadcastForSeconds(cluster, random, 10);

    double perOperation = (cluster.messagesBetweenNodes() - before) / 1_000.0;
    assertThat(perOperation).isLessThan(1.2 * 2 * 24 / (roundMillis / 1_000.0 * 100));
  }

  private static void broadcastForSeconds(ScriptedCluster cluster, Random random, int seconds) {
    for (int i = 0; i < 50 * seconds; i++) { // which is 100 operations a second
      broadcast(cluster, "n" + random.nextInt(25), random.nextInt());
      millis(cluster, 20);
    }
  }

  @Test
  void each_side_of_a_partition_goes_on_spreading() {
    ScriptedCluster cluster = cluster(25, 1, 280);
    List<String> names = new ArrayList<>(cluster.names());
    Collections.shuffle(names, new Random(5));
    List<String> some = names.subList(0, 5);
    List<String> others = names.subList(5, 25);
    millis(cluster, 2_000);
    cluster.cut(some, others);
    broadcast(cluster, some.getFirst(), 0);
    broadcast(cluster, others.getFirst(), 1);
    millis(cluster, 4_000);

    assertThat(some).allSatisfy(node -> assertThat(read(cluster, node)).containsExactly(0));
    assertThat(others).allSatisfy(node -> assertThat(read(cluster, node)).containsExactly(1));

    cluster.heal();
    millis(cluster, 2_000);
    assertAllHave(cluster, 2);
  }

  /** Nobody else has anything to say on the side: none of them notices that their hub is gone. */
  @ParameterizedTest
  @CsvSource({"37, 3000", "250, 3000", "500, 3000", "1000, 6000"})
  void a_quiet_side_without_the_hub_spreads_a_value_in_the_promised_time(
      int roundMillis, int promisedMillis) {
    ScriptedCluster cluster = cluster(25, 1, roundMillis).latency(Duration.ofMillis(1));
    broadcast(cluster, "n0", 0);
    broadcast(cluster, "n8", 1);
    millis(cluster, 10_000);
    List<String> side = List.of("n4", "n5", "n8", "n10", "n12", "n16", "n20", "n24");
    List<String> others = new ArrayList<>(cluster.names());
    others.removeAll(side);
    cluster.cut(side, others);

    broadcast(cluster, "n8", 2);
    millis(cluster, promisedMillis);

    assertThat(side).allSatisfy(node -> assertThat(read(cluster, node)).containsExactly(0, 1, 2));
  }

  @Test
  void a_node_that_was_restarted_gets_back_what_the_others_know() {
    for (String victim : List.of("n0", "n1", "n2")) {
      ScriptedCluster cluster = cluster(3, 1, 280);
      broadcast(cluster, victim, 0);
      broadcast(cluster, "n1", 1);
      millis(cluster, 2_000);
      cluster.crash(victim);
      millis(cluster, 1_000);
      cluster.restart(victim);
      millis(cluster, 2_000);
      broadcast(cluster, victim, 2);
      millis(cluster, 2_000);
      assertAllHave(cluster, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 25})
  void nothing_is_lost_or_invented_under_partitions_loss_and_duplication(int size) {
    for (int seed = 0; seed < 200 / size; seed++) {
      ScriptedCluster cluster = cluster(size, seed, 280).chaos(0.2, 0.2);
      Random random = new Random(seed);
      int values = 0;
      for (int phase = 0; phase < 4; phase++) {
        List<String> names = new ArrayList<>(cluster.names());
        Collections.shuffle(names, random);
        int split = 1 + random.nextInt(size - 1);
        cluster.cut(names.subList(0, split), names.subList(split, size));
        for (int i = 0; i < 30; i++) {
          broadcast(cluster, "n" + random.nextInt(size), values++);
          millis(cluster, random.nextInt(100));
        }
        cluster.heal();
        millis(cluster, random.nextInt(2_000));
      }
      millis(cluster, 10_000);
      assertAllHave(cluster, values);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"n0", "n1", "n3"})
  void a_node_that_restarts_in_a_quiet_cluster_is_soon_told_everything(String victim) {
    ScriptedCluster cluster = cluster(4, 1, 280);
    for (int i = 0; i < 8; i++) {
      broadcast(cluster, "n" + i % 4, i);
    }
    millis(cluster, 5_000);
    cluster.crash(victim);
    millis(cluster, 5_000);
    cluster.restart(victim);
    millis(cluster, 2_000);
    assertAllHave(cluster, 8);
  }

  @Test
  void a_first_node_that_restarts_cut_off_and_in_silence_is_told_everything_after_the_heal() {
    ScriptedCluster cluster = cluster(3, 1, 280);
    broadcast(cluster, "n1", 0);
    millis(cluster, 5_000);
    cluster.crash("n0");
    cluster.isolate("n0");
    cluster.restart("n0");
    millis(cluster, 5_000);
    cluster.heal();
    millis(cluster, 2_000);
    assertAllHave(cluster, 1);
  }

  @Test
  void what_a_substitute_hub_has_acknowledged_outlives_its_restart() {
    ScriptedCluster cluster = cluster(3, 1, 280);
    millis(cluster, 3_000);
    cluster.isolate("n0");
    broadcast(cluster, "n2", 0);
    millis(cluster, 1_200); // by now n1 has acknowledged it, and is still looking for n0
    assertThat(read(cluster, "n1")).containsExactly(0);

    cluster.crash("n1");
    cluster.heal();
    cluster.restart("n1");
    millis(cluster, 4_000);

    assertAllHave(cluster, 1);
  }

  @Test
  void a_restarted_hub_asks_for_what_it_lacks_until_it_gets_it() {
    ScriptedCluster cluster = cluster(3, 1, 280);
    millis(cluster, 3_000);
    broadcast(cluster, "n2", 0);
    millis(cluster, 700); // by now n1 has the value, and is going to acknowledge it
    cluster.crash("n0");
    cluster.crash("n2");
    cluster.deafen("n1");
    cluster.restart("n0");
    cluster.restart("n2");
    millis(cluster, 5_000); // n0 has heard the acknowledgement, and asks for the value in vain
    cluster.heal();
    millis(cluster, 2_000);

    assertAllHave(cluster, 1);
  }

  @Test
  void news_do_not_wait_for_an_acknowledgement_that_has_time() {
    ScriptedCluster cluster = cluster(3, 1, 280);
    millis(cluster, 3_000);
    broadcast(cluster, "n0", 0);
    millis(cluster, 700); // by now n1 has the value, and waits for something to acknowledge it with
    broadcast(cluster, "n1", 1);
    millis(cluster, 400); // to n0, perhaps a wait for its round, and on
    assertThat(read(cluster, "n2")).containsExactly(0, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {20_000, 1_000_000})
  void large_values_come_through_in_messages_of_bounded_length(int bytes) {
    int values = 15_000_000 / bytes; // a read has to bring them in one line
    ScriptedCluster cluster = cluster(2, 1, 280);
    for (int i = 0; i < values; i++) {
      var value = StringNode.valueOf("x".repeat(bytes - 8) + (10_000_000 + i));
      cluster.askNow("n1", new Broadcast(value), BroadcastOk.class);
    }
    cluster.crash("n0");
    millis(cluster, 3_000);
    cluster.restart("n0");
    cluster.takeTrace();
    millis(cluster, 60_000);

    assertThat(cluster.askNow("n0", new Read(), ReadOk.class).messages()).hasSize(values);
    assertThat(cluster.takeTrace())
        .allSatisfy(line -> assertThat(line.length()).isLessThan((1 << 20) + bytes + 1_000));
  }
}
