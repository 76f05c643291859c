package glomers.broadcast.broken;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import glomers.broadcast.hub.HubProgram;
import glomers.core.message.BroadcastVerbs.Broadcast;
import glomers.core.message.BroadcastVerbs.BroadcastOk;
import glomers.core.message.BroadcastVerbs.Read;
import glomers.core.message.BroadcastVerbs.ReadOk;
import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.node.NodeProgram;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/** Each broken variant does what it is there for, and the real broadcast does not. */
final class BrokenVariantsTest {

  @Test
  void who_never_gossips_keeps_values_to_itself() {
    assertThat(elsewhereAfterBroadcast(new NeverGossips(), 1)).isEmpty();
    assertThat(elsewhereAfterBroadcast(new HubProgram(), 1)).hasSize(1);
  }

  @Test
  void who_forgets_loses_the_oldest_values_everywhere() {
    assertThat(elsewhereAfterBroadcast(new Forgets(), 30))
        .hasSize(20)
        .doesNotContain(IntNode.valueOf(0));
    assertThat(elsewhereAfterBroadcast(new HubProgram(), 30)).hasSize(30);
  }

  @Test
  void who_invents_spreads_a_value_that_nobody_broadcast() {
    assertThat(elsewhereAfterBroadcast(new Invents(), 1)).hasSize(2);
  }

  @Test
  void who_answers_before_it_has_stored_lacks_what_it_has_just_acknowledged() {
    assertThat(readRightAfterAcknowledgement(new AnswersBeforeItHasStored())).isEmpty();
    assertThat(readRightAfterAcknowledgement(new HubProgram())).hasSize(1);
    assertThat(elsewhereAfterBroadcast(new AnswersBeforeItHasStored(), 1)).hasSize(1);
  }

  private static Collection<JsonNode> elsewhereAfterBroadcast(
      NodeProgram<Request, ?> program, int values) {
    ScriptedCluster cluster = ScriptedCluster.of(program, 3, 1);
    IntStream.range(0, values).forEach(value -> broadcast(cluster, value));
    return finalRead(cluster);
  }

  private static Collection<JsonNode> readRightAfterAcknowledgement(
      NodeProgram<Request, ?> program) {
    ScriptedCluster cluster = ScriptedCluster.of(program, 3, 1);
    broadcast(cluster, 0);
    return cluster.askNow("n1", new Read(), ReadOk.class).messages();
  }

  private static void broadcast(ScriptedCluster cluster, int value) {
    cluster.askNow("n1", new Broadcast(IntNode.valueOf(value)), BroadcastOk.class);
  }

  private static Collection<JsonNode> finalRead(ScriptedCluster cluster) {
    cluster.run(Duration.ofSeconds(10));
    return cluster.askNow("n2", new Read(), ReadOk.class).messages();
  }
}
