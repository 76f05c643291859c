package glomers.txn;

import glomers.bench.script.Call;
import glomers.bench.script.ScriptedCluster;
import glomers.core.message.TxnVerbs.Function;
import glomers.core.message.TxnVerbs.Operation;
import glomers.core.message.TxnVerbs.Txn;
import glomers.core.message.TxnVerbs.TxnOk;
import glomers.core.node.NodeProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/**
 * A random history of a cluster: two clients per node, a few hot keys, partitions that come and go,
 * messages lost and repeated.
 */
public final class RandomRun {

  private static final int CLIENTS_PER_NODE = 2;
  private static final int HOT_KEYS = 4;
  private static final int MAX_LENGTH = 4;
  private static final int MAX_WRITES_PER_KEY = 16;

  private final ScriptedCluster cluster;
  private final Random random;
  private final Map<Integer, Integer> writesOfKey = new LinkedHashMap<>();
  private final List<Integer> hotKeys = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private long nextMsgId = 1;

  private record Pending(
      String client, String node, List<Operation> operations, Call<TxnOk> call) {}

  /** A cluster of the program's nodes, as yet without faults. */
  public RandomRun(NodeProgram<?, ?> program, int nodes, long seed, String... arguments) {
    cluster = ScriptedCluster.of(program, nodes, seed, arguments).latency(Duration.ofMillis(5));
    random = new Random(seed);
    IntStream.range(0, HOT_KEYS).forEach(hotKeys::add);
  }

  /** The cluster, to look into. */
  public ScriptedCluster cluster() {
    return cluster;
  }

  /** Runs so many rounds of a transaction per client, with faults, and heals the network. */
  public void runWithFaults(int rounds) {
    cluster.chaos(0.1, 0.1);
    for (int round = 0; round < rounds; round++) {
      if (random.nextInt(6) == 0) {
        cluster.heal();
        partition();
      }
      run(1);
    }
    cluster.chaos(0, 0);
    cluster.heal();
  }

  /** Runs so many rounds, with faults of which one is the death of a node, and ends all faults. */
  public void runWithFaultsAndKills(int rounds) {
    Set<String> dead = new LinkedHashSet<>();
    cluster.chaos(0.2, 0.2);
    for (int round = 0; round < rounds; round++) {
      if (random.nextInt(6) == 0) {
        cluster.heal();
        partition();
      }
      String node = cluster.names().get(random.nextInt(cluster.names().size()));
      if (random.nextInt(4) == 0 && dead.size() < cluster.names().size() - 1 && dead.add(node)) {
        cluster.crash(node);
        pending.removeIf(txn -> txn.node().equals(node));
      } else if (random.nextBoolean() && dead.remove(node)) {
        cluster.restart(node);
      }
      run(1, dead);
    }
    dead.forEach(cluster::restart);
    cluster.chaos(0, 0);
    cluster.heal();
  }

  /** Runs so many rounds of a transaction per client, some 60 ms each. */
  public void run(int rounds) {
    run(rounds, Set.of());
  }

  private void run(int rounds, Set<String> except) {
    List<String> nodes = cluster.names().stream().filter(node -> !except.contains(node)).toList();
    for (int round = 0; round < rounds; round++) {
      for (String node : nodes) {
        for (int client = 0; client < CLIENTS_PER_NODE; client++) {
          String name = "c" + node + "-" + client;
          boolean busy =
              pending.stream().anyMatch(p -> p.client().equals(name) && !p.call().isDone());
          if (!busy) {
            invoke(name, node);
          }
        }
        cluster.run(Duration.ofMillis(random.nextInt(4)));
      }
      cluster.run(Duration.ofMillis(random.nextInt(100)));
    }
  }

  /** All transactions, in the order of their invocation; each must have been answered. */
  public List<Executed> history() {
    return pending.stream()
        .map(txn -> {
          if (!txn.call().isDone()) {
            throw new AssertionError("never answered: " + txn);
          }
          boolean ok = txn.call().isOk();
          List<Operation> operations = ok ? txn.call().reply().txn() : txn.operations();
          return new Executed(txn.client(), txn.node(), operations, ok);
        })
        .toList();
  }

  /** How many transactions were answered with an error. */
  public long failures() {
    return history().stream().filter(txn -> !txn.ok()).count();
  }

  /** What each node holds, key by key: one element if all hold the same. */
  public List<List<JsonNode>> distinctStates() {
    List<Operation> readAll =
        new TreeSet<>(writesOfKey.keySet())
            .stream().map(key -> new Operation(Function.READ, key(key), Txns.nothing())).toList();
    List<Call<TxnOk>> calls =
        cluster.names().stream()
            .map(node -> cluster.ask("c9", nextMsgId++, node, new Txn(readAll), TxnOk.class))
            .toList();
    cluster.run(Duration.ofSeconds(5));
    return calls.stream()
        .map(call -> call.reply().txn().stream().map(Operation::value).toList())
        .distinct()
        .toList();
  }

  private void invoke(String client, String node) {
    int length = 1 + random.nextInt(MAX_LENGTH);
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      int place = Math.min(random.nextInt(HOT_KEYS), random.nextInt(HOT_KEYS));
      int key = hotKeys.get(place);
      if (random.nextBoolean()) {
        operations.add(new Operation(Function.READ, key(key), Txns.nothing()));
      } else {
        int value = writesOfKey.merge(key, 1, Integer::sum);
        operations.add(new Operation(Function.WRITE, key(key), IntNode.valueOf(value)));
        if (value == MAX_WRITES_PER_KEY) {
          hotKeys.set(place, Collections.max(hotKeys) + 1);
        }
      }
    }
    Txn txn = new Txn(List.copyOf(operations));
    var call = cluster.ask(client, nextMsgId++, node, txn, TxnOk.class);
    pending.add(new Pending(client, node, txn.txn(), call));
  }

  private void partition() {
    List<String> names = new ArrayList<>(cluster.names());
    Collections.shuffle(names, random);
    switch (random.nextInt(4)) {
      case 0 -> {} // a time without a partition
      case 1 -> cluster.isolate(names.getFirst());
      case 2 -> {
        int half = names.size() / 2;
        cluster.cut(names.subList(0, half), names.subList(half, names.size()));
      }
      default -> cluster.cut(List.of(names.get(0)), List.of(names.get(1)));
    }
  }

  private static JsonNode key(int key) {
    return IntNode.valueOf(key);
  }
}
