package glomers.broadcast;

import static glomers.broadcast.Broadcasts.broadcast;
import static glomers.broadcast.Broadcasts.read;
import static glomers.broadcast.Broadcasts.step;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.BroadcastVerbs.Topology;
import glomers.core.message.BroadcastVerbs.TopologyOk;
import glomers.core.node.NodeProgram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each step adds to the one before, and what breaks it. */
final class StepsTest {

  private static final NodeProgram<?, ?> LIST = step("list");
  private static final NodeProgram<?, ?> FLOOD = step("flood");
  private static final NodeProgram<?, ?> RETRY = step("retry");
  private static final NodeProgram<?, ?> GOSSIP = step("gossip");
  private static final NodeProgram<?, ?> HUB = step("hub");

  private static void seconds(ScriptedCluster cluster, int seconds) {
    cluster.run(Duration.ofSeconds(seconds));
  }

  /** What n2 reads after n1 was given a value. */
  private static List<Integer> elsewhereAfterBroadcast(NodeProgram<?, ?> step) {
    ScriptedCluster cluster = ScriptedCluster.of(step, 3, 1);
    broadcast(cluster, "n1", 7);
    seconds(cluster, 10);
    return read(cluster, "n2");
  }

  /** What n2 reads after n1 was given a value while it was cut off. */
  private static List<Integer> elsewhereAfterPartition(NodeProgram<?, ?> step) {
    ScriptedCluster cluster = ScriptedCluster.of(step, 3, 1);
    cluster.isolate("n1");
    broadcast(cluster, "n1", 7);
    seconds(cluster, 3);
    cluster.heal();
    seconds(cluster, 10);
    return read(cluster, "n2");
  }

  /** What n2 reads after it has got a value and was restarted. */
  private static List<Integer> afterRestart(NodeProgram<?, ?> step) {
    ScriptedCluster cluster = ScriptedCluster.of(step, 3, 1);
    broadcast(cluster, "n1", 7);
    seconds(cluster, 10);
    cluster.crash("n2");
    seconds(cluster, 1);
    cluster.restart("n2");
    seconds(cluster, 10);
    return read(cluster, "n2");
  }

  private static final int VALUES = 200;

  /** The messages between 25 nodes for a value every 20 ms, at 100 ms a hop. */
  private static double messagesPerValue(NodeProgram<?, ?> step) {
    ScriptedCluster cluster = ScriptedCluster.of(step, 25, 1).latency(Duration.ofMillis(100));
    seconds(cluster, 3);
    long before = cluster.messagesBetweenNodes();
    for (int i = 0; i < VALUES; i++) {
      broadcast(cluster, "n" + i % 25, i);
      cluster.run(Duration.ofMillis(20));
    }
    return (cluster.messagesBetweenNodes() - before) / (double) VALUES;
  }

  @Test
  void a_list_is_known_to_one_node_only_and_a_flood_reaches_all() {
    assertThat(elsewhereAfterBroadcast(LIST)).isEmpty();
    assertThat(elsewhereAfterBroadcast(FLOOD)).containsExactly(7);
  }

  @Test
  void a_flood_goes_along_the_topology_and_not_back() {
    ScriptedCluster cluster = ScriptedCluster.of(FLOOD, 3, 1);
    var line = Map.of("n0", List.of("n1"), "n1", List.of("n0", "n2"), "n2", List.of("n1"));
    for (String node : cluster.names()) {
      cluster.askNow(node, new Topology(line), TopologyOk.class);
    }
    cluster.takeTrace();
    broadcast(cluster, "n0", 7);
    seconds(cluster, 1);
    assertThat(cluster.takeTrace().stream().map(sent -> sent.replaceAll(" \\{.*", "")))
        .containsExactly("n0 -> n1", "n1 -> n2");
  }

  @Test
  void a_partition_swallows_a_flood_and_only_delays_one_that_is_repeated() {
    assertThat(elsewhereAfterPartition(FLOOD)).isEmpty();
    assertThat(elsewhereAfterPartition(RETRY)).containsExactly(7);
    assertThat(elsewhereAfterPartition(GOSSIP)).containsExactly(7);
    assertThat(elsewhereAfterPartition(HUB)).containsExactly(7);
  }

  @Test
  void nobody_repeats_to_a_restarted_node_what_it_once_acknowledged_and_gossip_tells_it_all() {
    assertThat(afterRestart(RETRY)).isEmpty();
    assertThat(afterRestart(GOSSIP)).containsExactly(7);
    assertThat(afterRestart(HUB)).containsExactly(7);
  }

  @Test
  void gossip_takes_far_fewer_messages_than_repetition_and_a_hub_fewer_than_that() {
    double retry = messagesPerValue(RETRY);
    double gossip = messagesPerValue(GOSSIP);
    double hub = messagesPerValue(HUB);
    assertThat(gossip).isLessThan(retry / 3);
    assertThat(hub).isLessThan(0.7 * gossip);
  }

  @Test
  void gossip_is_silent_when_everybody_knows_everything() {
    ScriptedCluster cluster = ScriptedCluster.of(GOSSIP, 5, 1);
    broadcast(cluster, "n1", 7);
    seconds(cluster, 10);
    long before = cluster.messagesBetweenNodes();
    seconds(cluster, 600);
    assertThat(cluster.messagesBetweenNodes()).isEqualTo(before);
  }
}
