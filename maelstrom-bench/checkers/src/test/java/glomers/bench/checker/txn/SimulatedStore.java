package glomers.bench.checker.txn;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/**
 * A replicated store that runs in no time and makes histories: every node executes its clients'
 * transactions on its own state and sends their writes to the others, who merge them by timestamp.
 * Isolation and replication can be had worse than that.
 */
final class SimulatedStore {

  /** When a transaction reads and writes, between its invocation and its completion. */
  enum Isolation {
    /** All at one instant. */
    SERIAL,
    /** Reads at one instant, writes at a later one, whoever wrote in between. */
    SNAPSHOT,
    /** Reads one by one, writes at the end. */
    READ_COMMITTED,
    /** Reads and writes one by one. */
    READ_UNCOMMITTED
  }

  /** How writes reach the other nodes. */
  enum Replication {
    /** In the order in which they happened. */
    CAUSAL,
    /** In any order. */
    UNORDERED,
    /** In order, but the first key of a transaction earlier than the others. */
    HALVES,
    /** In any order, and what arrives last wins. */
    BY_ARRIVAL,
    /** Not at all. */
    NONE
  }

  /**
   * What to simulate.
   *
   * @param abortsLeaveWrites whether what an aborted transaction wrote stays
   * @param maxWritesPerKey how many values a key gets before a new one takes its place
   * @param failureChance how often a transaction aborts, and how often its outcome stays unknown
   */
  record Setting(
      int nodes,
      int processes,
      int transactions,
      int maxLength,
      int maxWritesPerKey,
      Isolation isolation,
      Replication replication,
      boolean abortsLeaveWrites,
      double failureChance,
      boolean hasFinalPhase) {

    static Setting of(int nodes, int transactions, Isolation isolation, Replication replication) {
      return new Setting(
          nodes, 10 * nodes, transactions, 4, 16, isolation, replication, false, 0, false);
    }

    Setting withProcesses(int count) {
      return new Setting(
          nodes,
          count,
          transactions,
          maxLength,
          maxWritesPerKey,
          isolation,
          replication,
          abortsLeaveWrites,
          failureChance,
          hasFinalPhase);
    }

    Setting withTransactionsOf(int length, int writesPerKey) {
      return new Setting(
          nodes,
          processes,
          transactions,
          length,
          writesPerKey,
          isolation,
          replication,
          abortsLeaveWrites,
          failureChance,
          hasFinalPhase);
    }

    Setting withFailures(double chance, boolean leaveWrites) {
      return new Setting(
          nodes,
          processes,
          transactions,
          maxLength,
          maxWritesPerKey,
          isolation,
          replication,
          leaveWrites,
          chance,
          hasFinalPhase);
    }

    Setting withFinalPhase() {
      return new Setting(
          nodes,
          processes,
          transactions,
          maxLength,
          maxWritesPerKey,
          isolation,
          replication,
          abortsLeaveWrites,
          failureChance,
          true);
    }
  }

  private static final int ACTIVE_KEYS = 10;
  private static final int FINAL_ROUNDS = 2;
  private static final long MEAN_DELAY_NANOS = 2_000_000;

  private record Version(long timestamp, JsonNode value) {}

  private record Event(long nanos, long number, Runnable action) {}

  private final Setting setting;
  private final Random random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::number));
  private final List<Map<Integer, Version>> states = new ArrayList<>();
  private final long[] replicatedUntil;
  private final List<Operation> operations = new ArrayList<>();
  private final int[] activeKeys = new int[ACTIVE_KEYS];
  private final int[] processIds;
  private int keyCount = ACTIVE_KEYS;
  private int processCount;
  private final Map<Integer, Integer> writesOfKey = new LinkedHashMap<>();
  private long nowNanos;
  private long eventCount;
  private long timestamp;

  private SimulatedStore(Setting setting, long seed) {
    this.setting = setting;
    random = new Random(seed);
    replicatedUntil = new long[setting.nodes()];
    for (int node = 0; node < setting.nodes(); node++) {
      states.add(new LinkedHashMap<>());
    }
    for (int i = 0; i < ACTIVE_KEYS; i++) {
      activeKeys[i] = i;
    }
    processIds = new int[setting.processes()];
    for (int i = 0; i < processIds.length; i++) {
      processIds[i] = processCount++;
    }
  }

  static List<Operation> history(Setting setting, long seed) {
    return new SimulatedStore(setting, seed).run();
  }

  private List<Operation> run() {
    for (int worker = 0; worker < setting.processes(); worker++) {
      int self = worker;
      at(random.nextInt(1_000_000), () -> invoke(self));
    }
    while (!events.isEmpty()) {
      Event event = events.remove();
      nowNanos = event.nanos();
      event.action().run();
    }
    if (setting.hasFinalPhase()) {
      for (int round = 1; round <= FINAL_ROUNDS; round++) {
        for (int node = 0; node < setting.nodes(); node++) {
          readAll(node, round);
        }
      }
    }
    return operations;
  }

  private void at(long nanos, Runnable action) {
    events.add(new Event(nanos, eventCount++, action));
  }

  private long soon() {
    return nowNanos + 1 + random.nextInt(1_000_000);
  }

  private void invoke(int worker) {
    if (operations.size() >= setting.transactions()) {
      return;
    }
    int index = operations.size();
    ArrayNode request = request();
    operations.add(null);
    new Execution(index, worker, processIds[worker], nowNanos, request).start();
  }

  private ArrayNode request() {
    ArrayNode request = JsonNodeFactory.instance.arrayNode();
    for (int length = 1 + random.nextInt(setting.maxLength()); length > 0; length--) {
      int place = Math.min(ACTIVE_KEYS - 1, (int) (-Math.log(1 - random.nextDouble()) * 2.5));
      int key = activeKeys[place];
      if (random.nextBoolean()) {
        int value = writesOfKey.merge(key, 1, Integer::sum);
        request.addArray().add("w").add(key).add(value);
        if (value >= setting.maxWritesPerKey()) {
          activeKeys[place] = keyCount++;
        }
      } else {
        request.addArray().add("r").add(key).addNull();
      }
    }
    return request;
  }

  /** One transaction, in steps. */
  private final class Execution {
    private final int index;
    private final int worker;
    private final int process;
    private final int node;
    private final long invokedNanos;
    private final ArrayNode request;
    private final ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    private final Map<Integer, JsonNode> own = new LinkedHashMap<>();
    private final Outcome outcome;

    Execution(int index, int worker, int process, long invokedNanos, ArrayNode request) {
      this.index = index;
      this.worker = worker;
      this.process = process;
      this.node = worker % setting.nodes();
      this.invokedNanos = invokedNanos;
      this.request = request;
      double chance = random.nextDouble();
      outcome =
          chance < setting.failureChance()
              ? Outcome.FAIL
              : chance < 2 * setting.failureChance() ? Outcome.INFO : Outcome.OK;
    }

    void start() {
      boolean isAtOnce =
          setting.isolation() == Isolation.SERIAL || setting.isolation() == Isolation.SNAPSHOT;
      at(soon(), () -> step(isAtOnce ? request.size() : 1));
    }

    private void step(int count) {
      for (int i = 0; i < count; i++) {
        execute(request.get(answer.size()));
      }
      if (answer.size() < request.size()) {
        at(soon(), () -> step(1));
      } else if (setting.isolation() == Isolation.SERIAL) {
        commit();
      } else {
        at(soon(), this::commit);
      }
    }

    private void execute(JsonNode each) {
      int key = each.get(1).intValue();
      JsonNode value = each.get(2);
      if (each.get(0).stringValue().equals("w")) {
        own.put(key, value);
        if (setting.isolation() == Isolation.READ_UNCOMMITTED) {
          states.get(node).put(key, new Version(++timestamp, value));
        }
      } else if (own.containsKey(key)) {
        value = own.get(key);
      } else {
        Version version = states.get(node).get(key);
        value = version == null ? NullNode.getInstance() : version.value();
      }
      answer.addArray().add(each.get(0)).add(each.get(1)).add(value);
    }

    private void commit() {
      boolean takesEffect =
          outcome == Outcome.OK
              || (outcome == Outcome.FAIL ? setting.abortsLeaveWrites() : random.nextBoolean());
      if (takesEffect && !own.isEmpty()) {
        long committed = ++timestamp;
        own.forEach((key, value) -> states.get(node).put(key, new Version(committed, value)));
        for (int other = 0; other < setting.nodes(); other++) {
          if (other != node) {
            replicate(other, own, committed);
          }
        }
      }
      at(soon(), this::complete);
    }

    private void complete() {
      operations.set(
          index,
          new Operation(
              index,
              process,
              "n" + node,
              "txn",
              request,
              invokedNanos,
              outcome,
              nowNanos,
              outcome == Outcome.OK ? answer : NullNode.getInstance(),
              outcome == Outcome.OK ? "" : outcome.name(),
              false));
      if (outcome == Outcome.INFO) {
        processIds[worker] = processCount++;
      }
      at(soon(), () -> invoke(worker));
    }
  }

  private void replicate(int node, Map<Integer, JsonNode> writes, long committed) {
    long arrival = nowNanos + (long) (2 * MEAN_DELAY_NANOS * random.nextDouble());
    switch (setting.replication()) {
      case CAUSAL -> {
        replicatedUntil[node] = Math.max(replicatedUntil[node], arrival);
        at(replicatedUntil[node], () -> merge(node, writes, committed));
      }
      case UNORDERED -> at(arrival, () -> merge(node, writes, committed));
      case HALVES -> {
        replicatedUntil[node] = Math.max(replicatedUntil[node], arrival);
        int first = writes.keySet().iterator().next();
        at(nowNanos, () -> merge(node, Map.of(first, writes.get(first)), committed));
        at(replicatedUntil[node], () -> merge(node, writes, committed));
      }
      case BY_ARRIVAL -> at(arrival, () -> merge(node, writes, Long.MAX_VALUE));
      case NONE -> {}
    }
  }

  private void merge(int node, Map<Integer, JsonNode> writes, long committed) {
    writes.forEach((key, value) -> {
      Version known = states.get(node).get(key);
      if (known == null || known.timestamp() <= committed) {
        states.get(node).put(key, new Version(committed == Long.MAX_VALUE ? 0 : committed, value));
      }
    });
  }

  private void readAll(int node, int finalRound) {
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    for (int key : writesOfKey.keySet()) {
      Version version = states.get(node).get(key);
      answer
          .addArray()
          .add("r")
          .add(IntNode.valueOf(key))
          .add(version == null ? NullNode.getInstance() : version.value());
    }
    long now = nowNanos + 1_000_000L * operations.size();
    operations.add(
        new Operation(
                operations.size(),
                processIds[node],
                "n" + node,
                "txn",
                TextHistory.request(answer),
                now,
                Outcome.OK,
                now + 1,
                answer,
                "",
                false)
            .inFinalRound(finalRound));
  }
}
