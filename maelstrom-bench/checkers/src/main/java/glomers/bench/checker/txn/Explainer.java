package glomers.bench.checker.txn;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Anomaly.Dependency;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Subject.Item;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Puts edges and cycles into words. A transaction is called T and its operation's index. */
final class Explainer {
  private final TxnHistory history;

  Explainer(TxnHistory history) {
    this.history = history;
  }

  /**
   * A cycle: transactions each of which must come before the next, and the last before the first.
   */
  Anomaly cycle(String type, Graph graph, int[] cycle) {
    List<Dependency> dependencies = dependencies(graph, cycle);
    Set<Operation> operations = new LinkedHashSet<>();
    for (int edge : cycle) {
      operations.add(operation(graph.edges().from(edge)));
    }
    for (int edge : cycle) {
      if (graph.edges().kind(edge).hasWitness()) {
        causes(graph, edge).forEach(step -> operations.add(operation(graph.edges().to(step))));
        operations.add(operation(graph.edges().witness(edge)));
      }
    }
    return new Anomaly(
        AnomalyType.ours(type),
        "Each of these transactions has to come before the next, and the last before the first: "
            + words(dependencies),
        List.copyOf(operations),
        dependencies,
        new Subject(
            IntStream.concat(
                    IntStream.of(cycle), IntStream.of(cycle).flatMap(edge -> causes(graph, edge)))
                .boxed()
                .flatMap(edge -> versions(graph, new int[] {edge}).stream())
                .toList(),
            Optional.empty()));
  }

  /** The edges by which one is known to have happened before who shows that; else none. */
  private static IntStream causes(Graph graph, int edge) {
    Edges edges = graph.edges();
    return edges.kind(edge) == EdgeKind.HAPPENED_BEFORE
        ? IntStream.of(
            new PathFinder(graph)
                .shortestPath(
                    edges.from(edge), edges.witness(edge), step -> edges.kind(step).isCausal())
                .orElse(new int[0]))
        : IntStream.empty();
  }

  /**
   * A transaction that read a key as having no value, though one that wrote the key was visible to
   * it.
   *
   * @param graph the graph that the path is in
   * @param path what makes the writer visible to the reader, from one to the other
   * @param key the key
   */
  Anomaly missedWrite(String type, Graph graph, int[] path, int key) {
    int writer = graph.edges().from(path[0]);
    int reader = graph.edges().to(path[path.length - 1]);
    List<Dependency> dependencies = new ArrayList<>(dependencies(graph, path));
    dependencies.add(
        new Dependency(
            index(reader),
            index(writer),
            "rw",
            readWrite(reader, writer, key, Transaction.INITIAL)));
    Set<Operation> operations = new LinkedHashSet<>();
    for (int edge : path) {
      operations.add(operation(graph.edges().from(edge)));
    }
    operations.add(operation(reader));
    return new Anomaly(
        AnomalyType.ours(type),
        "%s did not see what %s wrote, which was visible to it: %s"
            .formatted(name(reader), name(writer), words(dependencies)),
        List.copyOf(operations),
        dependencies,
        new Subject(
            Stream.concat(Stream.of(version(writer, key)), versions(graph, path).stream()).toList(),
            Optional.of(operation(reader).node())));
  }

  /** Two transactions that read one version of a key and both wrote the key. */
  Anomaly lostUpdate(String type, int one, int other, int key, int read) {
    List<Dependency> dependencies =
        List.of(
            new Dependency(index(one), index(other), "rw", readWrite(one, other, key, read)),
            new Dependency(index(other), index(one), "rw", readWrite(other, one, key, read)));
    return new Anomaly(
        AnomalyType.ours(type),
        "%s and %s both started from one version of key %s, so one overwrote the other unseen: %s"
            .formatted(name(one), name(other), history.keys().get(key), words(dependencies)),
        List.of(operation(one), operation(other)),
        dependencies,
        new Subject(List.of(version(one, key), version(other, key)), Optional.empty()));
  }

  /** The versions that edges are about. */
  private List<Item> versions(Graph graph, int[] path) {
    List<Item> versions = new ArrayList<>();
    Edges edges = graph.edges();
    for (int edge : path) {
      int key = edges.key(edge);
      for (int end : new int[] {edges.from(edge), edges.to(edge)}) {
        if (key != Edges.NONE && history.transaction(end).writes(key)) {
          versions.add(version(end, key));
        }
      }
    }
    return versions;
  }

  private Item version(int writer, int key) {
    return Item.version(keyName(key), written(writer, key));
  }

  private static String words(List<Dependency> dependencies) {
    return dependencies.stream().map(Dependency::why).collect(Collectors.joining("; ", "", "."));
  }

  private List<Dependency> dependencies(Graph graph, int[] path) {
    Edges edges = graph.edges();
    return IntStream.of(path)
        .mapToObj(edge ->
            new Dependency(
                index(edges.from(edge)),
                index(edges.to(edge)),
                edges.kind(edge).relation(),
                why(graph, edge)))
        .toList();
  }

  private String why(Graph graph, int edge) {
    Edges edges = graph.edges();
    int from = edges.from(edge);
    int to = edges.to(edge);
    int key = edges.key(edge);
    int witness = edges.witness(edge);
    return switch (edges.kind(edge)) {
      case SESSION ->
          "process %d ran %s and then %s"
              .formatted(operation(from).process(), name(from), name(to));
      case REAL_TIME -> "%s ended before %s began".formatted(name(from), name(to));
      case WRITE_READ ->
          "%s wrote key %s = %s, which %s read"
              .formatted(name(from), keyName(key), written(from, key), name(to));
      case WRITE_FOLLOWS_READ ->
          "%s wrote key %s = %s, which %s read and then replaced by %s"
              .formatted(name(from), keyName(key), written(from, key), name(to), written(to, key));
      case READ_WRITE -> readWrite(from, to, key, witness);
      case APPENDED_BEFORE ->
          "%s appended to key %s before %s did".formatted(name(from), keyName(key), name(to));
      case READ_BEFORE ->
          overwritten(from, to, key, witness)
              + " after it had read something else that %s wrote".formatted(name(from));
      case READ_BESIDE ->
          overwritten(from, to, key, witness)
              + " and also read something that %s wrote".formatted(name(from));
      case EARLIER_IN_SESSION ->
          overwritten(from, to, key, witness)
              + " although %s ran before it in its session".formatted(name(from));
      case HAPPENED_BEFORE ->
          overwritten(from, to, key, witness)
              + " although %s happened before it (%s)"
                  .formatted(
                      name(from), path(graph, from, witness, step -> edges.kind(step).isCausal()));
      case ORDERED_BEFORE ->
          overwritten(from, to, key, witness)
              + " although %s has to come before it (%s)"
                  .formatted(name(from), path(graph, from, witness, step -> step < edge));
    };
  }

  private String readWrite(int reader, int writer, int key, int read) {
    return "%s read key %s as %s, before %s wrote it as %s"
        .formatted(
            name(reader),
            keyName(key),
            read == Transaction.INITIAL ? "null" : written(read, key),
            name(writer),
            written(writer, key));
  }

  private String overwritten(int from, int to, int key, int witness) {
    return "%s wrote key %s = %s and %s wrote %s, and %s read the latter's"
        .formatted(
            name(from),
            keyName(key),
            written(from, key),
            name(to),
            written(to, key),
            name(witness));
  }

  /** How one is known to come before the other. */
  private String path(Graph graph, int from, int to, IntPredicate isAllowed) {
    int[] path =
        new PathFinder(graph)
            .shortestPath(from, to, isAllowed)
            .orElseThrow(
                () -> new IllegalStateException("An edge was drawn for a path that there is not."));
    StringBuilder words = new StringBuilder(name(from));
    for (int step : path) {
      words.append(" -%s-> ".formatted(graph.edges().kind(step).relation()));
      words.append(name(graph.edges().to(step)));
    }
    return words.toString();
  }

  private Operation operation(int transaction) {
    return history.transaction(transaction).operation();
  }

  private int index(int transaction) {
    return operation(transaction).index();
  }

  private String name(int transaction) {
    return "T" + index(transaction);
  }

  private JsonNode keyName(int key) {
    return history.keys().get(key);
  }

  /** What a transaction wrote to a key last. */
  private JsonNode written(int transaction, int key) {
    return MicroOperation.parse(operation(transaction).input()).orElseThrow().stream()
        .filter(each -> each.isWrite() && each.key().equals(keyName(key)))
        .reduce((earlier, later) -> later)
        .orElseThrow()
        .value();
  }
}
