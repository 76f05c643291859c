package glomers.bench.nemesis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Who could work together at this moment.
 *
 * @param nodes all nodes
 * @param isUp whether a node counts
 * @param hears whether the first node hears the second
 */
public record Connections(
    List<String> nodes, Predicate<String> isUp, BiPredicate<String, String> hears) {

  /**
   * A majority of the nodes, all of them up and each hearing each other, if there is one. That is
   * what a protocol needs that decides by majorities; when there is one, there is no excuse for
   * standing still.
   *
   * <p>Of several such majorities it is the largest that is all neighbours of one node, and stays
   * the same for as long as it is connected. Where neighbours are not all neighbours of each other,
   * as in a ring of majorities, a smaller majority that is may be overlooked: whoever relies on
   * this asks for less then, never for too much.
   */
  public Set<Set<String>> majority(Set<Set<String>> before) {
    if (before.stream().anyMatch(this::areConnected)) {
      return before;
    }
    Set<String> largest = Set.of();
    for (String centre : nodes) {
      Set<String> neighbours = new LinkedHashSet<>();
      for (String node : nodes) {
        if (isUp.test(node) && areConnected(centre, node)) {
          neighbours.add(node);
        }
      }
      if (neighbours.size() > largest.size() && areConnected(neighbours)) {
        largest = neighbours;
      }
    }
    return largest.size() > nodes.size() / 2 ? Set.of(largest) : Set.of();
  }

  /**
   * The sides of the partition: groups of nodes that are up, each hearing each other, and none of
   * whom anybody else who is up hears or is heard by. All nodes are one side while the network is
   * whole. Nodes that reach each other only by way of others, or only one way, are on no side.
   */
  public Set<Set<String>> sides() {
    Set<Set<String>> sides = new LinkedHashSet<>();
    Set<String> left = new LinkedHashSet<>(nodes);
    while (!left.isEmpty()) {
      Set<String> component = component(left.iterator().next());
      left.removeAll(component);
      if (areConnected(component)) {
        sides.add(component);
      }
    }
    return sides;
  }

  /** Whom a message could get to or come from, by way of whomever. */
  private Set<String> component(String start) {
    Set<String> component = new LinkedHashSet<>(Set.of(start));
    Deque<String> unexplored = new ArrayDeque<>(component);
    while (!unexplored.isEmpty()) {
      String node = unexplored.remove();
      for (String other : nodes) {
        boolean isLinked = hears.test(node, other) || hears.test(other, node);
        if (isLinked && isUp.test(node) && isUp.test(other) && component.add(other)) {
          unexplored.add(other);
        }
      }
    }
    return component;
  }

  private boolean areConnected(Set<String> some) {
    return some.stream()
        .allMatch(
            one -> isUp.test(one) && some.stream().allMatch(other -> areConnected(one, other)));
  }

  private boolean areConnected(String one, String other) {
    return one.equals(other) || hears.test(one, other) && hears.test(other, one);
  }
}
