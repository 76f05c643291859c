package glomers.broadcast;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.BroadcastVerbs.Broadcast;
import glomers.core.message.BroadcastVerbs.BroadcastOk;
import glomers.core.message.BroadcastVerbs.Read;
import glomers.core.message.BroadcastVerbs.ReadOk;
import glomers.core.node.NodeProgram;
import glomers.core.runtime.Nodes;
import java.util.List;
import tools.jackson.databind.node.IntNode;

/** Short ways of saying things about broadcasts in tests. */
public final class Broadcasts {

  private Broadcasts() {}

  /** The step of challenge 3 that has the given name. */
  public static NodeProgram<?, ?> step(String name) {
    return Nodes.programOf(BroadcastProgram::main, "--step", name);
  }

  /** Broadcasts a value at a node, which must answer before any time passes. */
  public static void broadcast(ScriptedCluster cluster, String node, int value) {
    cluster.askNow(node, new Broadcast(IntNode.valueOf(value)), BroadcastOk.class);
  }

  /** What a node reads, all of it numbers, in ascending order. */
  public static List<Integer> read(ScriptedCluster cluster, String node) {
    return cluster.askNow(node, new Read(), ReadOk.class).messages().stream()
        .map(value -> value.intValue())
        .sorted()
        .toList();
  }
}
