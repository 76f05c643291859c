package glomers.bench.checker.txn;

import glomers.bench.history.MemoryLoss;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The versions that registers had, and which of two certainly came later: a transaction's, if the
 * other had been acknowledged before it began, and its session had read or written that other one.
 * A session is a client at a node until that node is killed. Not thread-safe.
 *
 * <p>All that one transaction wrote to a key is one version: none of it but the last outlives it.
 */
final class VersionGraph {

  /** No version yet. */
  static final int INITIAL = -1;

  private final List<Version> versions = new ArrayList<>();
  private final Map<JsonNode, Map<JsonNode, Integer>> numbers = new HashMap<>();
  private final Edges edges = new Edges();
  private final List<MemoryLoss> losses;

  /**
   * What a transaction wrote to a key.
   *
   * @param value what it wrote last
   * @param session the session that it belongs to
   */
  record Version(JsonNode key, JsonNode value, Operation writer, Session session) {}

  /**
   * A client at a node until that is killed.
   *
   * @param life how often the node had been killed before
   */
  record Session(int process, String node, long life) {}

  /**
   * Reads a history's writes, and what is certain about their order.
   *
   * @param operations in the order of their invocations
   */
  VersionGraph(List<Operation> operations, List<MemoryLoss> losses) {
    this.losses = losses;
    for (Operation operation : operations) {
      if (operation.outcome() != Outcome.FAIL) {
        number(operation);
      }
    }
    Map<Session, Map<JsonNode, Set<Integer>>> latest = new HashMap<>();
    for (Operation operation : operations) {
      if (operation.outcome() != Outcome.FAIL) {
        order(operation, latest.computeIfAbsent(session(operation), unused -> new HashMap<>()));
      }
    }
  }

  private void number(Operation operation) {
    Map<JsonNode, JsonNode> last = new HashMap<>();
    List<MicroOperation> asked = MicroOperation.parse(operation.input()).orElse(List.of());
    for (MicroOperation each : asked) {
      if (each.isWrite()) {
        last.put(each.key(), each.value());
      }
    }
    Map<JsonNode, Integer> own = new HashMap<>();
    for (MicroOperation each : asked) {
      if (each.isWrite()) {
        int number =
            own.computeIfAbsent(
                each.key(),
                key -> {
                  versions.add(new Version(key, last.get(key), operation, session(operation)));
                  return versions.size() - 1;
                });
        Integer other =
            numbers.computeIfAbsent(each.key(), key -> new HashMap<>()).put(each.value(), number);
        if (other != null || each.value().isNull()) {
          throw new IllegalArgumentException(
              "T%d writes %s to key %s, which is not unique: who read it cannot be known."
                  .formatted(operation.index(), each.value(), each.key()));
        }
      }
    }
  }

  /** What a session read of each key, or wrote, since it last wrote it, precedes what it writes. */
  private void order(Operation operation, Map<JsonNode, Set<Integer>> latest) {
    for (MicroOperation each : effects(operation)) {
      OptionalInt version = numberOf(each);
      if (version.isEmpty()) {
        continue;
      }
      Set<Integer> known = latest.computeIfAbsent(each.key(), unused -> new LinkedHashSet<>());
      if (each.isWrite()) {
        for (int earlier : known) {
          Operation writer = versions.get(earlier).writer();
          if (writer.isOk() && writer.completedNanos() < operation.invokedNanos()) {
            edges.add(earlier, version.getAsInt(), EdgeKind.SESSION);
          }
        }
        known.clear();
      }
      known.add(version.getAsInt());
    }
  }

  /** What an operation did as far as that is known. */
  private static List<MicroOperation> effects(Operation operation) {
    if (operation.isOk()) {
      return MicroOperation.parse(operation.output()).orElse(List.of());
    }
    return MicroOperation.parse(operation.input()).orElse(List.of()).stream()
        .filter(MicroOperation::isWrite)
        .toList();
  }

  /** The session that an operation belongs to. */
  Session session(Operation operation) {
    long life =
        losses.stream()
            .filter(loss -> loss.node().equals(operation.node()))
            .filter(loss -> loss.nanos() <= operation.invokedNanos())
            .count();
    return new Session(operation.process(), operation.node(), life);
  }

  /** The version that was read or written; empty if there is none, or none that can be known. */
  OptionalInt numberOf(MicroOperation access) {
    Integer number = numbers.getOrDefault(access.key(), Map.of()).get(access.value());
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  Version version(int number) {
    return versions.get(number);
  }

  int size() {
    return versions.size();
  }

  /** The edges from version to version, to which more may be added. */
  Edges edges() {
    return edges;
  }
}
