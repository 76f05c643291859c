package glomers.bench.nemesis;

import glomers.bench.network.Partition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The ways in which Jepsen cuts a cluster. */
enum PartitionKind {
  /** One node is alone. */
  ONE {
    @Override
    Partition draw(List<String> nodes, RandomGenerator random) {
      return split(Shuffles.shuffled(nodes, random), 1);
    }
  },
  /**
   * The most nodes that are less than a third are on their own; of three nodes or fewer that is
   * none.
   */
  MINORITY_THIRD {
    @Override
    Partition draw(List<String> nodes, RandomGenerator random) {
      return split(Shuffles.shuffled(nodes, random), (nodes.size() - 1) / 3);
    }
  },
  /** Two halves; of an odd number one is a majority. */
  MAJORITY {
    @Override
    Partition draw(List<String> nodes, RandomGenerator random) {
      return split(Shuffles.shuffled(nodes, random), nodes.size() / 2);
    }
  },
  /** Every node hears a majority, and, up to five nodes, no two the same. */
  MAJORITIES_RING {
    @Override
    Partition draw(List<String> nodes, RandomGenerator random) {
      return nodes.size() <= Ring.MAX_NODES ? ring(nodes, random) : web(nodes, random);
    }
  };

  /**
   * Up to how many nodes a ring can be exact; beyond, it is approached at random, as Jepsen does.
   */
  private static final class Ring {
    private static final int MAX_NODES = 5;
  }

  /**
   * The kinds that cut anybody: unlike Maelstrom's nemesis ours never picks one that would cut
   * nobody, such as a minority third of two nodes.
   */
  static List<PartitionKind> thatCut(List<String> nodes) {
    // Whether a kind cuts anybody depends on the number of nodes alone, so any draw tells.
    RandomGenerator any = new java.util.SplittableRandom(0);
    List<PartitionKind> kinds = new ArrayList<>();
    for (PartitionKind kind : values()) {
      if (kind.draw(nodes, any).cutsAnything()) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /** A partition of this kind. It may turn out to cut nobody where there are few nodes. */
  abstract Partition draw(List<String> nodes, RandomGenerator random);

  /** How it is called. */
  String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** The first nodes of the list against the rest, deaf both ways. */
  private static Partition split(List<String> nodes, int firstCount) {
    Set<String> first = new LinkedHashSet<>(nodes.subList(0, firstCount));
    Set<String> rest = new LinkedHashSet<>(nodes.subList(firstCount, nodes.size()));
    Map<String, Set<String>> unheard = new LinkedHashMap<>();
    first.forEach(node -> unheard.put(node, rest));
    rest.forEach(node -> unheard.put(node, first));
    return new Partition(unheard);
  }

  /** Each node hears those that stand next to it on a ring, as many as make a majority with it. */
  private static Partition ring(List<String> nodes, RandomGenerator random) {
    List<String> ring = Shuffles.shuffled(nodes, random);
    int size = ring.size();
    int majority = size / 2 + 1;
    Map<String, Set<String>> unheard = new LinkedHashMap<>();
    for (int start = 0; start < size; start++) {
      Set<String> others = new LinkedHashSet<>(ring);
      for (int i = 0; i < majority; i++) {
        others.remove(ring.get((start + i) % size));
      }
      unheard.put(ring.get((start + majority / 2) % size), others);
    }
    return new Partition(unheard);
  }

  /** Links are laid between the nodes that have the fewest, until each hears a majority. */
  private static Partition web(List<String> nodes, RandomGenerator random) {
    int majority = nodes.size() / 2 + 1;
    Map<String, Set<String>> heard = new LinkedHashMap<>();
    nodes.forEach(node -> heard.put(node, new LinkedHashSet<>(Set.of(node))));
    while (true) {
      String lonely = loneliest(nodes, heard, Set.of(), random);
      if (heard.get(lonely).size() >= majority) {
        break;
      }
      String next = loneliest(nodes, heard, heard.get(lonely), random);
      heard.get(lonely).add(next);
      heard.get(next).add(lonely);
    }
    Map<String, Set<String>> unheard = new LinkedHashMap<>();
    heard.forEach((node, friends) -> {
      Set<String> others = new LinkedHashSet<>(nodes);
      others.removeAll(friends);
      unheard.put(node, others);
    });
    return new Partition(unheard);
  }

  private static String loneliest(
      List<String> nodes,
      Map<String, Set<String>> heard,
      Set<String> except,
      RandomGenerator random) {
    List<String> candidates = new ArrayList<>();
    int fewest = Integer.MAX_VALUE;
    for (String node : nodes) {
      int links = heard.get(node).size();
      if (except.contains(node) || links > fewest) {
        continue;
      }
      if (links < fewest) {
        candidates.clear();
        fewest = links;
      }
      candidates.add(node);
    }
    return candidates.get(random.nextInt(candidates.size()));
  }
}
