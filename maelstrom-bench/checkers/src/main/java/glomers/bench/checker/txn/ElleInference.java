package glomers.bench.checker.txn;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Anomaly.Dependency;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * What Elle finds in a history, asked as Maelstrom asks it: whatever it infers, and no more. That
 * decides what Maelstrom's verdict would have been where ours is not good.
 *
 * <p>Elle's {@code rw-register} with {@code wfr-keys} knows an order of two versions only where an
 * acknowledged transaction read the one and then wrote the other, and that every version comes
 * after the initial one. It looks at acknowledged transactions alone, and of each key at a
 * transaction's first read before any write, and at its last write. Maelstrom has no final reads,
 * so they do not count here.
 */
final class ElleInference {

  /** A version of a key; the initial one has the value JSON null. */
  private record Version(int key, JsonNode value) {}

  /** An acknowledged transaction as Elle sees it from outside. */
  private record Access(
      Operation operation, Map<Integer, JsonNode> reads, Map<Integer, JsonNode> writes) {}

  private final Collection<ConsistencyModel> demanded;
  private final List<Operation> operations;
  private final List<JsonNode> keys = new ArrayList<>();
  private final Map<JsonNode, Integer> keyNumbers = new HashMap<>();
  private final List<Access> accesses = new ArrayList<>();
  private final Map<Version, Integer> writers = new HashMap<>();
  private final Map<Version, List<Integer>> readers = new LinkedHashMap<>();
  private final List<Anomaly> anomalies = new ArrayList<>();

  private ElleInference(List<Operation> operations, Collection<ConsistencyModel> demanded) {
    this.operations = operations.stream().filter(operation -> !operation.isFinal()).toList();
    this.demanded = demanded;
  }

  /**
   * What Elle holds against a history.
   *
   * @param operations operations of function {@code txn} only, in the order of their invocations
   * @param demanded the models that it is to keep
   */
  static List<Anomaly> anomalies(
      List<Operation> operations, Collection<ConsistencyModel> demanded) {
    return new ElleInference(operations, demanded).find();
  }

  private List<Anomaly> find() {
    for (Operation operation : operations) {
      if (operation.isOk()) {
        MicroOperation.parse(operation.output())
            .ifPresent(each -> accesses.add(access(operation, each)));
      }
    }
    for (int id = 0; id < accesses.size(); id++) {
      index(id);
    }
    if (isProhibited("internal")) {
      findInternal();
    }
    if (isProhibited("G1a")) {
      findDirtyReads();
    }
    if (isProhibited("lost-update")) {
      findLostUpdates();
    }
    findCycles();
    return anomalies;
  }

  private boolean isProhibited(String... types) {
    return Arrays.stream(types).anyMatch(type -> ElleAnomalies.isProscribed(type, demanded));
  }

  private int keyNumber(JsonNode key) {
    return keyNumbers.computeIfAbsent(
        key,
        unused -> {
          keys.add(key);
          return keys.size() - 1;
        });
  }

  private Access access(Operation operation, List<MicroOperation> transaction) {
    Map<Integer, JsonNode> reads = new LinkedHashMap<>();
    Map<Integer, JsonNode> writes = new LinkedHashMap<>();
    for (MicroOperation each : transaction) {
      int key = keyNumber(each.key());
      if (each.isWrite()) {
        writes.put(key, each.value());
      } else if (!writes.containsKey(key)) {
        reads.putIfAbsent(key, each.value());
      }
    }
    return new Access(operation, reads, writes);
  }

  private void index(int id) {
    accesses.get(id).writes().forEach((key, value) -> writers.put(new Version(key, value), id));
    accesses
        .get(id)
        .reads()
        .forEach((key, value) ->
            readers.computeIfAbsent(new Version(key, value), none -> new ArrayList<>()).add(id));
  }

  private void add(String type, String description, List<Operation> shown, Subject subject) {
    add(type, description, shown, List.of(), subject);
  }

  private void add(
      String type,
      String description,
      List<Operation> shown,
      List<Dependency> dependencies,
      Subject subject) {
    if (anomalies.stream().filter(known -> known.type().equals(type)).count()
        < Verdict.MAX_ANOMALIES_SHOWN) {
      anomalies.add(
          new Anomaly(AnomalyType.ofMaelstrom(type), description, shown, dependencies, subject));
    }
  }

  private static String name(Operation operation) {
    return "T" + operation.index();
  }

  /** A transaction that does not read what it knows of a key: by its own write or its own read. */
  private void findInternal() {
    for (Access access : accesses) {
      Map<JsonNode, JsonNode> known = new HashMap<>();
      for (MicroOperation each : MicroOperation.parse(access.operation().output()).orElseThrow()) {
        JsonNode before = each.isWrite() ? null : known.get(each.key());
        if (before != null && !before.equals(each.value())) {
          add(
              "internal",
              "%s knew key %s as %s and then read %s."
                  .formatted(name(access.operation()), each.key(), before, each.value()),
              List.of(access.operation()),
              Subject.ofVersion(each.key(), each.value()));
          break;
        }
        known.put(each.key(), each.value());
      }
    }
  }

  /** Reads of what failed, and of what its own writer overwrote. */
  private void findDirtyReads() {
    Map<Version, Operation> failed = new HashMap<>();
    Map<Version, Operation> intermediate = new HashMap<>();
    for (Operation operation : operations) {
      Map<Integer, JsonNode> last = new HashMap<>();
      for (MicroOperation each : MicroOperation.parse(operation.input()).orElse(List.of())) {
        if (each.isWrite()) {
          int key = keyNumber(each.key());
          if (operation.outcome() == Outcome.FAIL) {
            failed.put(new Version(key, each.value()), operation);
          }
          JsonNode overwritten = last.put(key, each.value());
          if (overwritten != null) {
            intermediate.put(new Version(key, overwritten), operation);
          }
        }
      }
    }
    for (Access access : accesses) {
      Operation reader = access.operation();
      for (MicroOperation each : MicroOperation.parse(reader.output()).orElseThrow()) {
        if (!each.isWrite()) {
          Version version = new Version(keyNumber(each.key()), each.value());
          addDirtyRead("G1a", reader, each, failed.get(version), "which aborted");
          addDirtyRead("G1b", reader, each, intermediate.get(version), "which wrote it again");
        }
      }
    }
  }

  private void addDirtyRead(
      String type, Operation reader, MicroOperation read, Operation writer, String fault) {
    if (writer != null && writer.index() != reader.index()) {
      add(
          type,
          "%s read key %s as %s, written by %s, %s."
              .formatted(name(reader), read.key(), read.value(), name(writer), fault),
          List.of(writer, reader),
          Subject.ofVersion(read.key(), read.value()));
    }
  }

  private void findLostUpdates() {
    readers.forEach((version, all) -> {
      List<Operation> updaters =
          all.stream()
              .map(accesses::get)
              .filter(access -> access.writes().containsKey(version.key()))
              .map(Access::operation)
              .toList();
      if (updaters.size() > 1) {
        add(
            "lost-update",
            "%s all read key %s as %s and wrote it."
                .formatted(
                    updaters.stream().map(ElleInference::name).collect(Collectors.joining(", ")),
                    keys.get(version.key()),
                    version.value()),
            updaters,
            Subject.ofVersion(keys.get(version.key()), version.value()));
      }
    });
  }

  private void findCycles() {
    Map<Version, List<Version>> successors = successors();
    if (areVersionsCyclic(successors)) {
      successors.clear(); // as Elle does, which then knows of no order but the initial version's
    }
    Edges shown = new Edges();
    addVersionOrder(successors, shown);
    if (isProhibited("G1c", "G1c-process", "G1c-realtime")) {
      addReads(shown);
    }
    if (isProhibited("G-single-item", "G-single-item-process", "G-single-item-realtime")) {
      addAntiDependencies(successors, shown);
    }
    addOrder(shown);
    Graph graph = new Graph(accesses.size(), shown);
    PathFinder paths = new PathFinder(graph);
    graph.cyclicComponents().stream()
        .limit(Verdict.MAX_ANOMALIES_SHOWN)
        .forEach(component -> addCycle(graph, paths.shortCycle(component)));
    if (isProhibited("G1a")) {
      findReadsOfTheFuture(successors);
    }
  }

  private Map<Version, List<Version>> successors() {
    Map<Version, List<Version>> successors = new LinkedHashMap<>();
    for (Access access : accesses) {
      access
          .reads()
          .forEach((key, value) -> {
            JsonNode written = access.writes().get(key);
            if (written != null && !value.isNull()) {
              successors
                  .computeIfAbsent(new Version(key, value), none -> new ArrayList<>())
                  .add(new Version(key, written));
            }
          });
    }
    return successors;
  }

  /**
   * A read of what the reader itself wrote last, and only later, is a cycle of one. Elle looks for
   * such only among transactions that lie on a longer cycle, of dependencies of any kind.
   */
  private void findReadsOfTheFuture(Map<Version, List<Version>> successors) {
    Map<Integer, Integer> keysBySeer = new LinkedHashMap<>();
    for (int id = 0; id < accesses.size(); id++) {
      Access access = accesses.get(id);
      for (Map.Entry<Integer, JsonNode> read : access.reads().entrySet()) {
        if (!read.getValue().isNull()
            && read.getValue().equals(access.writes().get(read.getKey()))) {
          keysBySeer.putIfAbsent(id, read.getKey());
        }
      }
    }
    if (keysBySeer.isEmpty()) {
      return;
    }
    Edges all = new Edges();
    addVersionOrder(successors, all);
    addReads(all);
    addAntiDependencies(successors, all);
    addOrder(all);
    Set<Integer> onCycles =
        new Graph(accesses.size(), all)
            .cyclicComponents().stream()
                .flatMapToInt(IntStream::of)
                .boxed()
                .collect(Collectors.toSet());
    keysBySeer.forEach((id, key) -> {
      if (onCycles.contains(id)) {
        Access access = accesses.get(id);
        add(
            "future-read",
            "%s read key %s as %s, which it wrote itself only later."
                .formatted(name(access.operation()), keys.get(key), access.reads().get(key)),
            List.of(access.operation()),
            Subject.ofVersion(keys.get(key), access.reads().get(key)));
      }
    });
  }

  private boolean areVersionsCyclic(Map<Version, List<Version>> successors) {
    Map<Version, Integer> numbers = new HashMap<>();
    Edges edges = new Edges();
    successors.forEach((earlier, all) ->
        all.forEach(later -> {
          if (!earlier.equals(later)) {
            edges.add(
                numbers.computeIfAbsent(earlier, none -> numbers.size()),
                numbers.computeIfAbsent(later, none -> numbers.size()),
                EdgeKind.WRITE_FOLLOWS_READ);
          }
        }));
    Optional<int[]> cyclic =
        new Graph(numbers.size(), edges).cyclicComponents().stream().findFirst();
    if (cyclic.isEmpty() || !isProhibited("cyclic-versions")) {
      return cyclic.isPresent();
    }
    Set<Integer> members = IntStream.of(cyclic.get()).boxed().collect(Collectors.toSet());
    List<Version> versions =
        numbers.keySet().stream()
            .filter(version -> members.contains(numbers.get(version)))
            .toList();
    int key = versions.getFirst().key();
    add(
        "cyclic-versions",
        "Of key %s each of the versions %s was read by whoever wrote another one of them."
            .formatted(
                keys.get(key),
                versions.stream()
                    .map(version -> version.value().toString())
                    .sorted()
                    .collect(Collectors.joining(", "))),
        versions.stream()
            .map(writers::get)
            .filter(writer -> writer != null)
            .sorted()
            .map(writer -> accesses.get(writer).operation())
            .toList(),
        Subject.ofVersions(keys.get(key), versions.stream().map(Version::value).toList()));
    return true;
  }

  private static void link(int from, int to, EdgeKind kind, int key, Edges edges) {
    if (from != to) {
      edges.add(from, to, kind, key, Edges.NONE);
    }
  }

  private void addReads(Edges edges) {
    readers.forEach((version, all) -> {
      Integer writer = version.value().isNull() ? null : writers.get(version);
      if (writer != null) {
        all.forEach(reader -> link(writer, reader, EdgeKind.WRITE_READ, version.key(), edges));
      }
    });
  }

  private void addOrder(Edges edges) {
    if (isProhibited("G0-realtime", "G1c-realtime", "G2-item-realtime")) {
      RealTimeOrder.addEdges(accesses.stream().map(Access::operation).toList(), edges);
    } else if (isProhibited("G0-process", "G1c-process", "G2-item-process")) {
      Map<Integer, Integer> newest = new HashMap<>();
      for (int id = 0; id < accesses.size(); id++) {
        Integer before = newest.put(accesses.get(id).operation().process(), id);
        if (before != null) {
          edges.add(before, id, EdgeKind.SESSION);
        }
      }
    }
  }

  private void addVersionOrder(Map<Version, List<Version>> successors, Edges edges) {
    successors.forEach((earlier, all) -> {
      Integer writer = writers.get(earlier);
      if (writer != null) {
        all.forEach(later ->
            link(writer, writers.get(later), EdgeKind.WRITE_FOLLOWS_READ, later.key(), edges));
      }
    });
  }

  private void addAntiDependencies(Map<Version, List<Version>> successors, Edges edges) {
    successors.forEach((earlier, all) ->
        readers
            .getOrDefault(earlier, List.of())
            .forEach(reader ->
                all.forEach(later ->
                    link(reader, writers.get(later), EdgeKind.READ_WRITE, later.key(), edges))));
    Map<Integer, List<Integer>> writersOfKey = new HashMap<>();
    writers.forEach((version, writer) ->
        writersOfKey.computeIfAbsent(version.key(), none -> new ArrayList<>()).add(writer));
    readers.forEach((version, all) -> {
      if (version.value().isNull()) {
        List<Integer> later =
            writersOfKey.getOrDefault(version.key(), List.of()).stream().sorted().toList();
        all.forEach(reader ->
            later.forEach(
                writer -> link(reader, writer, EdgeKind.READ_WRITE, version.key(), edges)));
      }
    });
  }

  private void addCycle(Graph graph, int[] cycle) {
    Edges edges = graph.edges();
    String type = type(edges, cycle);
    if (!isProhibited(type)) {
      return;
    }
    List<Dependency> dependencies = new ArrayList<>();
    Set<Operation> shown = new LinkedHashSet<>();
    for (int edge : cycle) {
      Operation from = accesses.get(edges.from(edge)).operation();
      Operation to = accesses.get(edges.to(edge)).operation();
      shown.add(from);
      dependencies.add(
          new Dependency(from.index(), to.index(), edges.kind(edge).relation(), why(edges, edge)));
    }
    add(
        type,
        "Each of these transactions has to come before the next, and the last before the first: "
            + dependencies.stream().map(Dependency::why).collect(Collectors.joining("; ", "", ".")),
        List.copyOf(shown),
        dependencies,
        subject(edges, cycle));
  }

  /** The versions that the edges are about. */
  private Subject subject(Edges edges, int[] cycle) {
    List<Subject.Item> items = new ArrayList<>();
    for (int edge : cycle) {
      int key = edges.key(edge);
      for (int end : new int[] {edges.from(edge), edges.to(edge)}) {
        if (key != Edges.NONE && accesses.get(end).writes().containsKey(key)) {
          items.add(Subject.Item.version(keys.get(key), accesses.get(end).writes().get(key)));
        }
      }
    }
    return new Subject(items, Optional.empty());
  }

  private String why(Edges edges, int edge) {
    Access from = accesses.get(edges.from(edge));
    Access to = accesses.get(edges.to(edge));
    String one = name(from.operation());
    String other = name(to.operation());
    int key = edges.key(edge);
    return switch (edges.kind(edge)) {
      case SESSION ->
          "process %d ran %s and then %s".formatted(from.operation().process(), one, other);
      case REAL_TIME -> "%s ended before %s began".formatted(one, other);
      case WRITE_READ ->
          "%s wrote key %s = %s, which %s read"
              .formatted(one, keys.get(key), from.writes().get(key), other);
      case READ_WRITE ->
          "%s read key %s as %s, before %s wrote it as %s"
              .formatted(one, keys.get(key), from.reads().get(key), other, to.writes().get(key));
      default ->
          "%s wrote key %s = %s, which %s read and then replaced by %s"
              .formatted(one, keys.get(key), from.writes().get(key), other, to.writes().get(key));
    };
  }

  /** As Elle classifies cycles. */
  private static String type(Edges edges, int[] cycle) {
    Set<EdgeKind> kinds = EnumSet.noneOf(EdgeKind.class);
    IntStream.of(cycle).forEach(edge -> kinds.add(edges.kind(edge)));
    String type = CycleKind.of(edges, cycle).type();
    return kinds.contains(EdgeKind.REAL_TIME)
        ? type + "-realtime"
        : kinds.contains(EdgeKind.SESSION) ? type + "-process" : type;
  }
}
