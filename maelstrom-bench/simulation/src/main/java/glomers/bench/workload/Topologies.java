package glomers.bench.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The neighbours that Maelstrom offers the nodes of a broadcast. */
final class Topologies {

  private Topologies() {}

  /**
   * The named topology.
   *
   * @return for each node its neighbours; as on Maelstrom a line of one node is empty
   * @throws IllegalArgumentException if there is none of this name
   */
  static Map<String, List<String>> neighbours(String topology, List<String> nodes) {
    return switch (topology) {
      case "grid" -> grid(nodes);
      case "line" -> nodes.size() < 2 ? Map.of() : tree(nodes, 1);
      case "tree", "tree2" -> tree(nodes, 2);
      case "tree3" -> tree(nodes, 3);
      case "tree4" -> tree(nodes, 4);
      case "total" -> total(nodes);
      default -> throw new IllegalArgumentException("there is no topology '" + topology + "'");
    };
  }

  /** Rows of a square that is as small as it can be: up to four neighbours. */
  private static Map<String, List<String>> grid(List<String> nodes) {
    int side = (int) Math.ceil(Math.sqrt(nodes.size()));
    Map<String, List<String>> neighbours = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      List<String> near = new ArrayList<>();
      if (i + side < nodes.size()) {
        near.add(nodes.get(i + side));
      }
      if (i - side >= 0) {
        near.add(nodes.get(i - side));
      }
      if (i % side + 1 < side && i + 1 < nodes.size()) {
        near.add(nodes.get(i + 1));
      }
      if (i % side > 0) {
        near.add(nodes.get(i - 1));
      }
      neighbours.put(nodes.get(i), near);
    }
    return neighbours;
  }

  /** Tiers that are filled one after the other; a line is a tree that does not branch. */
  private static Map<String, List<String>> tree(List<String> nodes, int branches) {
    Map<String, List<String>> neighbours = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      List<String> near = new ArrayList<>();
      if (i > 0) {
        near.add(nodes.get((i - 1) / branches));
      }
      for (int child = i * branches + 1;
          child <= i * branches + branches && child < nodes.size();
          child++) {
        near.add(nodes.get(child));
      }
      neighbours.put(nodes.get(i), near);
    }
    return neighbours;
  }

  private static Map<String, List<String>> total(List<String> nodes) {
    Map<String, List<String>> neighbours = new LinkedHashMap<>();
    for (String node : nodes) {
      neighbours.put(node, nodes.stream().filter(other -> !other.equals(node)).toList());
    }
    return neighbours;
  }
}
