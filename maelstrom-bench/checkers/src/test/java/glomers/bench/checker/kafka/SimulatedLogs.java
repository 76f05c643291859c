package glomers.bench.checker.kafka;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A correct log service and its clients, all of it chosen by one seed: sends that fail, or whose
 * outcome is unknown and that take effect or not, messages that become visible late, sparse
 * offsets, short polls, polls whose reply is lost after they committed, crashed clients, and a
 * final phase that reads it all.
 */
final class SimulatedLogs {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int CLIENTS = 5;
  private static final int KEYS = 4;

  private final Random random;
  private final int operationCount;
  private final Map<String, Log> logs = new TreeMap<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong(Event::timeNanos).thenComparingLong(Event::sequence));
  private final List<Operation> history = new ArrayList<>();
  private long nowNanos;
  private long sequence;
  private int begun;
  private int nextProcess = CLIENTS;
  private boolean isFinal;

  private record Event(long timeNanos, long sequence, Runnable action) {}

  private record Entry(long offset, int message) {}

  private static final class Log {
    private final List<Entry> entries = new ArrayList<>();
    private int visible;
    private long nextOffset;
    private int nextMessage;
    private long committed = -1;
  }

  private static final class Client {
    private int process;

    /** Where to poll each assigned key from; a new map with each process. */
    private Map<String, Long> positions = new TreeMap<>();

    private Client(int process) {
      this.process = process;
    }
  }

  private SimulatedLogs(long seed, int operationCount) {
    this.random = new Random(seed);
    this.operationCount = operationCount;
    for (int key = 0; key < KEYS; key++) {
      logs.put("k" + key, new Log());
    }
  }

  /** A valid history of about so many operations, and those of its final phase. */
  static List<Operation> history(long seed, int operationCount) {
    return new SimulatedLogs(seed, operationCount).run();
  }

  private List<Operation> run() {
    List<Client> clients = new ArrayList<>();
    for (int process = 0; process < CLIENTS; process++) {
      Client client = new Client(process);
      clients.add(client);
      after(random.nextInt(1000), () -> next(client));
    }
    drain();
    isFinal = true;
    for (Client client : clients) {
      renew(client);
      assign(client, true);
    }
    drain();
    history.sort(Comparator.comparingLong(Operation::invokedNanos));
    List<Operation> numbered = new ArrayList<>();
    for (Operation operation : history) {
      numbered.add(Histories.withIndex(operation, numbered.size()));
    }
    return numbered;
  }

  private void drain() {
    while (!events.isEmpty()) {
      Event event = events.remove();
      nowNanos = event.timeNanos();
      event.action().run();
    }
  }

  private void after(long nanos, Runnable action) {
    events.add(new Event(nowNanos + nanos, sequence++, action));
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private void renew(Client client) {
    client.process = nextProcess++;
    client.positions = new TreeMap<>();
  }

  private void next(Client client) {
    if (begun++ >= operationCount) {
      return;
    }
    double choice = random.nextDouble();
    if (choice < 0.01) {
      record(client, "crash", JSON.objectNode(), nowNanos, Outcome.INFO, NullNode.getInstance());
      renew(client);
      after(1 + random.nextInt(500), () -> next(client));
    } else if (choice < 0.08) {
      assign(client, chance(0.1));
    } else if (choice < 0.5) {
      send(client);
    } else {
      poll(client);
    }
  }

  /**
   * An operation takes effect after a while, then ends after another; a lost reply makes it
   * indeterminate.
   */
  private void perform(Client client, String function, JsonNode input, Supplier<JsonNode> effect) {
    long invokedNanos = nowNanos;
    boolean isRefused = !isFinal && chance(0.02);
    boolean isUnanswered = !isFinal && !isRefused && chance(0.02);
    boolean isLost = isUnanswered && chance(0.5);
    after(
        1 + random.nextInt(isUnanswered ? 100_000 : 1000),
        () -> {
          JsonNode output = isRefused || isLost ? NullNode.getInstance() : effect.get();
          if (isUnanswered) {
            return;
          }
          after(
              1 + random.nextInt(1000),
              () -> {
                Outcome outcome = isRefused ? Outcome.FAIL : Outcome.OK;
                record(client, function, input, invokedNanos, outcome, output);
                goOn(client, function);
              });
        });
    if (isUnanswered) {
      after(
          5000,
          () -> {
            record(client, function, input, invokedNanos, Outcome.INFO, NullNode.getInstance());
            renew(client);
            goOn(client, function);
          });
    }
  }

  private void goOn(Client client, String function) {
    if (!isFinal) {
      after(1 + random.nextInt(500), () -> next(client));
    } else if (function.equals("assign") || !hasReadAll(client)) {
      after(1, () -> poll(client));
    }
  }

  private boolean hasReadAll(Client client) {
    return client.positions.entrySet().stream()
        .allMatch(entry ->
            logs.get(entry.getKey()).entries.stream()
                .allMatch(stored -> stored.offset() < entry.getValue()));
  }

  private void record(
      Client client,
      String function,
      JsonNode input,
      long invoked,
      Outcome outcome,
      JsonNode output) {
    history.add(
        new Operation(
            0,
            client.process,
            "n0",
            function,
            input,
            invoked,
            outcome,
            nowNanos,
            output,
            "",
            isFinal));
  }

  private void send(Client client) {
    String key = "k" + random.nextInt(KEYS);
    Log log = logs.get(key);
    int message = log.nextMessage++;
    perform(
        client,
        "send",
        JSON.objectNode().put("key", key).put("msg", message),
        () -> {
          long offset = log.nextOffset;
          log.entries.add(new Entry(offset, message));
          log.nextOffset += chance(0.2) ? 1 + random.nextInt(5) : 1;
          after(random.nextInt(5000), () -> log.visible++);
          return JSON.objectNode().put("offset", offset);
        });
  }

  private void assign(Client client, boolean seekToBeginning) {
    ObjectNode input = JSON.objectNode();
    ArrayNode keys = input.putArray("keys");
    logs.keySet().stream().filter(key -> isFinal || chance(0.6)).forEach(keys::add);
    input.put("seekToBeginning", seekToBeginning);
    Map<String, Long> positions = client.positions;
    perform(
        client,
        "assign",
        input,
        () -> {
          Map<String, Long> before = new TreeMap<>(positions);
          positions.clear();
          for (JsonNode key : keys) {
            long committed = logs.get(key.asString()).committed + 1;
            positions.put(
                key.asString(),
                seekToBeginning ? 0 : before.getOrDefault(key.asString(), committed));
          }
          return JSON.objectNode().set("offsets", json(positions));
        });
  }

  private static ObjectNode json(Map<String, Long> positions) {
    ObjectNode offsets = JSON.objectNode();
    positions.forEach(offsets::put);
    return offsets;
  }

  private void poll(Client client) {
    Map<String, Long> positions = client.positions;
    ObjectNode asked = json(positions);
    perform(
        client,
        "poll",
        JSON.objectNode().set("offsets", asked),
        () -> {
          ObjectNode output = JSON.objectNode();
          ObjectNode msgs = output.putObject("msgs");
          for (Map.Entry<String, JsonNode> position : asked.properties()) {
            Log log = logs.get(position.getKey());
            ArrayNode pairs = JSON.arrayNode();
            for (Entry entry : visible(log, position.getValue().longValue())) {
              pairs.addArray().add(entry.offset()).add(entry.message());
              positions.put(position.getKey(), entry.offset() + 1);
              log.committed = Math.max(log.committed, entry.offset());
            }
            if (!pairs.isEmpty() || chance(0.5)) {
              msgs.set(position.getKey(), pairs);
            }
          }
          return output;
        });
  }

  private List<Entry> visible(Log log, long fromOffset) {
    int limit = 1 + random.nextInt(20);
    int visible = isFinal ? log.entries.size() : log.visible;
    return log.entries.subList(0, visible).stream()
        .filter(entry -> entry.offset() >= fromOffset)
        .limit(limit)
        .toList();
  }
}
