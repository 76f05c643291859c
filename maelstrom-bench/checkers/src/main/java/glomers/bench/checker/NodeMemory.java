package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;

/**
 * A node that keeps its memory reads what it acknowledged before, and what its earlier reads had.
 */
final class NodeMemory {

  /** A node's read lacks a value that an earlier one had. */
  private record Gone(int number, Operation earlier, Operation read) {}

  private final SetElements elements;
  private final AnomalyList anomalies;
  private final Map<String, Known> readByNode = new HashMap<>();
  private final List<Gone> gone = new ArrayList<>();

  /** What a node's reads have had, and which was the first to have it. */
  private static final class Known {
    private final BitSet numbers = new BitSet();
    private Operation[] firstReads = {};

    void add(BitSet news, Operation read) {
      if (news.length() > firstReads.length) {
        firstReads = Arrays.copyOf(firstReads, Math.max(news.length(), 2 * firstReads.length));
      }
      news.stream().forEach(number -> firstReads[number] = read);
      numbers.or(news);
    }
  }

  NodeMemory(SetElements elements, AnomalyList anomalies) {
    this.elements = elements;
    this.anomalies = anomalies;
  }

  void check(Operation read, SetValues.Read values) {
    SetElements.Acknowledged acknowledged = elements.acknowledgedByNode().get(read.node());
    if (acknowledged != null) {
      for (Operation addition : acknowledged.missing(values.present())) {
        if (addition.completedNanos() < read.invokedNanos()) {
          addNotStored(read, addition.input(), addition);
        }
      }
    }
    noteGone(read, values.present());
  }

  private void addNotStored(Operation read, JsonNode value, Operation addition) {
    anomalies.add(
        SetAnomalies.ACKNOWLEDGED_NOT_STORED,
        Subject.ofValue(value).at(read.node()),
        () ->
            String.format(
                Locale.ROOT,
                "%s acknowledged %s after %.3f s (operation %d), and %s lacks it",
                read.node(),
                value,
                addition.completedNanos() / 1e9,
                addition.index(),
                SetWords.read(read)),
        addition,
        read);
  }

  /** A value that is gone from a node is told once, unless it comes back and goes again. */
  private void noteGone(Operation read, BitSet present) {
    Known known = readByNode.computeIfAbsent(read.node(), unused -> new Known());
    SetValues.difference(known.numbers, present).stream()
        .filter(number -> known.firstReads[number].completedNanos() < read.invokedNanos())
        .forEach(number -> {
          known.numbers.clear(number);
          gone.add(new Gone(number, known.firstReads[number], read));
        });
    known.add(SetValues.difference(present, known.numbers), read);
  }

  /**
   * Reports what is gone, at the end.
   *
   * @param isTold which values need no word any more
   */
  void addVanished(IntPredicate isTold) {
    for (Gone one : gone) {
      if (!isTold.test(one.number())) {
        JsonNode value = elements.values().value(one.number());
        anomalies.add(
            SetAnomalies.VANISHED,
            Subject.ofValue(value).at(one.read().node()),
            () ->
                "%s has %s, and %s lacks it"
                    .formatted(SetWords.read(one.earlier()), value, SetWords.read(one.read())),
            one.earlier(),
            one.read());
      }
    }
  }
}
