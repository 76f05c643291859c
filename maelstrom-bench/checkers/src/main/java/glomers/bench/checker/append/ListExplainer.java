package glomers.bench.checker.append;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Anomaly.Dependency;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Subject.Item;
import glomers.bench.checker.txn.EdgeKind;
import glomers.bench.checker.txn.Edges;
import glomers.bench.checker.txn.Graph;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Puts cycles into words, with the reads that prove each edge. */
final class ListExplainer {
  private final ListHistory history;
  private final ListWords words;

  ListExplainer(ListHistory history) {
    this.history = history;
    this.words = new ListWords(history);
  }

  /**
   * A cycle: transactions each of which must come before the next, and the last before the first.
   *
   * @param transactions what the graph's numbers stand for
   */
  Anomaly cycle(String type, Graph graph, int[] transactions, int[] cycle) {
    Edges edges = graph.edges();
    List<Dependency> dependencies = new ArrayList<>();
    Set<Operation> shown = new LinkedHashSet<>();
    Set<Operation> witnesses = new LinkedHashSet<>();
    List<Item> items = new ArrayList<>();
    for (int edge : cycle) {
      int from = transactions[edges.from(edge)];
      int to = transactions[edges.to(edge)];
      EdgeKind kind = edges.kind(edge);
      dependencies.add(
          new Dependency(
              history.operation(from).index(),
              history.operation(to).index(),
              kind.relation(),
              why(from, to, kind, edges.key(edge), edges.witness(edge))));
      shown.add(history.operation(from));
      if (edges.key(edge) != Edges.NONE) {
        items.add(item(edges.witness(edge)));
        if (kind != EdgeKind.WRITE_READ
            && history.longestReader(edges.key(edge)) != ListHistory.NONE) {
          witnesses.add(history.operation(history.longestReader(edges.key(edge))));
        }
      }
    }
    shown.addAll(witnesses);
    return new Anomaly(
        AnomalyType.ours(type),
        "Each of these transactions has to come before the next, and the last before the first: "
            + dependencies.stream().map(Dependency::why).collect(Collectors.joining("; ", "", ".")),
        List.copyOf(shown),
        dependencies,
        new Subject(items, Optional.empty()));
  }

  private Item item(int element) {
    return Item.version(history.key(history.keyOf(element)), history.value(element));
  }

  private String why(int from, int to, EdgeKind kind, int key, int element) {
    return switch (kind) {
      case SESSION ->
          "process %d ran %s and then %s"
              .formatted(history.operation(from).process(), words.name(from), words.name(to));
      case REAL_TIME -> "%s ended before %s began".formatted(words.name(from), words.name(to));
      case WRITE_READ ->
          "%s appended %s to key %s, and %s read %s"
              .formatted(
                  words.name(from),
                  history.value(element),
                  history.key(key),
                  words.name(to),
                  words.list(words.listEndingWith(to, key, element)));
      case READ_WRITE ->
          "%s read key %s as %s, before %s appended %s to it%s"
              .formatted(
                  words.name(from),
                  history.key(key),
                  words.list(words.listEndingWith(from, key, history.previous(element))),
                  words.name(to),
                  history.value(element),
                  proof(key, element));
      default ->
          "%s appended %s to key %s before %s appended %s%s"
              .formatted(
                  words.name(from),
                  history.value(history.previous(element)),
                  history.key(key),
                  words.name(to),
                  history.value(element),
                  proof(key, element));
    };
  }

  /** The read that shows where an element stands, if one is needed. */
  private String proof(int key, int element) {
    int reader = history.longestReader(key);
    if (reader == ListHistory.NONE) {
      return "";
    }
    if (history.position(element) == ListHistory.NONE) {
      return " (not even the longest list that was read of it, %s's %s, has that)"
          .formatted(words.name(reader), words.list(words.longestList(key)));
    }
    return " (%s read %s)".formatted(words.name(reader), around(key, element));
  }

  /** The part of a key's longest list up to an element. */
  private String around(int key, int element) {
    JsonNode list = words.longestList(key);
    int place = history.position(element);
    List<String> shown = new ArrayList<>();
    int first = Math.max(0, place - 2);
    for (int i = first; i <= Math.min(place + 1, history.order(key).length - 1); i++) {
      shown.add(history.value(history.order(key)[i]).toString());
    }
    boolean isWhole = first == 0 && place + 1 >= list.size() - 1;
    return isWhole
        ? words.list(list)
        : (first > 0 ? "[…," : "[")
            + String.join(",", shown)
            + (place + 1 < history.order(key).length - 1 ? ",…]" : "]");
  }

  /**
   * A transaction that read a list without what another appended to it, though it had to see that
   * one.
   *
   * @param missed the element that is missing
   * @param because why it had to be seen
   */
  Anomaly missed(String type, int reader, int missed, JsonNode list, int by, String because) {
    int key = history.keyOf(missed);
    Set<Operation> shown = new LinkedHashSet<>();
    shown.add(history.operation(history.writer(missed)));
    shown.add(history.operation(by));
    shown.add(history.operation(reader));
    return new Anomaly(
            AnomalyType.ours(type),
            "%s read key %s as %s, without %s that %s had appended to it, though %s."
                .formatted(
                    words.name(reader),
                    history.key(key),
                    words.list(list),
                    history.value(missed),
                    words.name(history.writer(missed)),
                    because),
            List.copyOf(shown))
        .about(new Subject(List.of(item(missed)), Optional.of(history.operation(reader).node())));
  }
}
