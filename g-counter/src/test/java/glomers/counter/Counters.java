package glomers.counter;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.CounterVerbs.Add;
import glomers.core.message.CounterVerbs.AddOk;
import glomers.core.message.CounterVerbs.Read;
import glomers.core.message.CounterVerbs.ReadOk;
import java.util.List;

/** What the counter's tests say to a cluster and look at. */
public final class Counters {

  private Counters() {}

  /** Adds at a node, which must acknowledge at once. */
  public static void add(ScriptedCluster cluster, String node, long delta) {
    cluster.askNow(node, new Add(delta), AddOk.class);
  }

  /** What a node says the counter stands at. */
  public static long read(ScriptedCluster cluster, String node) {
    return cluster.askNow(node, new Read(), ReadOk.class).value();
  }

  /** What all nodes say, in the order of their names. */
  public static List<Long> readAll(ScriptedCluster cluster) {
    return cluster.names().stream().map(node -> read(cluster, node)).toList();
  }

  /**
   * The trace, each incarnation shortened to its node's name: {@code n0@1oif63x2i8glb} to {@code
   * n0}.
   */
  public static List<String> takeTrace(ScriptedCluster cluster) {
    return cluster.takeTrace().stream()
        .map(line -> line.replaceAll("(n\\d+)@[0-9a-z]+", "$1"))
        .toList();
  }
}
