package glomers.bench.checker;

import glomers.bench.history.InOrder;
import glomers.bench.history.Operation;
import glomers.bench.history.Spell;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The operations of one function that were asked before the final phase, in the order of their
 * completions: when each began and ended, where, and whether it succeeded, as columns.
 */
final class Completions {

  private final Map<String, Integer> nodes;
  private long[] invokedNanos = new long[64];
  private long[] completedNanos = new long[64];

  /** The node's number, doubled; one more for a success. */
  private int[] nodesAndSuccess = new int[64];

  private int size;

  private Completions(Map<String, Integer> nodes) {
    this.nodes = nodes;
  }

  /** Those of each function, in the order of the functions' names. */
  static Map<String, Completions> byFunction(List<Operation> history) {
    Map<String, Completions> byFunction = new TreeMap<>();
    Map<String, Integer> nodes = new HashMap<>();
    InOrder.ofCompletions(
        history,
        operation -> {
          if (!operation.isFinal()) {
            int node = nodes.computeIfAbsent(operation.node(), unused -> nodes.size());
            byFunction
                .computeIfAbsent(operation.function(), unused -> new Completions(nodes))
                .add(
                    operation.invokedNanos(),
                    operation.completedNanos(),
                    2 * node + (operation.isOk() ? 1 : 0));
          }
        });
    return byFunction;
  }

  private void add(long invoked, long completed, int nodeAndSuccess) {
    if (size == invokedNanos.length) {
      int room = size + size / 2;
      invokedNanos = Arrays.copyOf(invokedNanos, room);
      completedNanos = Arrays.copyOf(completedNanos, room);
      nodesAndSuccess = Arrays.copyOf(nodesAndSuccess, room);
    }
    invokedNanos[size] = invoked;
    completedNanos[size] = completed;
    nodesAndSuccess[size++] = nodeAndSuccess;
  }

  /** Those that were under way in a spell, at one of its nodes. */
  Completions during(Spell spell) {
    boolean[] isOfSpell = new boolean[nodes.size()];
    nodes.forEach((node, number) -> isOfSpell[number] = spell.nodes().contains(node));
    Completions during = new Completions(nodes);
    for (int i = 0; i < size; i++) {
      if (isOfSpell[nodesAndSuccess[i] / 2]
          && completedNanos[i] > spell.fromNanos()
          && invokedNanos[i] < spell.toNanos()) {
        during.add(invokedNanos[i], completedNanos[i], nodesAndSuccess[i]);
      }
    }
    return during.size == size ? this : during;
  }

  int size() {
    return size;
  }

  long invokedNanos(int place) {
    return invokedNanos[place];
  }

  long completedNanos(int place) {
    return completedNanos[place];
  }

  boolean isOk(int place) {
    return nodesAndSuccess[place] % 2 == 1;
  }

  /** When each was asked, ascending. */
  long[] sortedInvocations() {
    long[] sorted = Arrays.copyOf(invokedNanos, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** How long the longest took; 0 if there is none. */
  long longestNanos() {
    long longest = 0;
    for (int i = 0; i < size; i++) {
      longest = Math.max(longest, completedNanos[i] - invokedNanos[i]);
    }
    return longest;
  }
}
