package glomers.bench.nemesis;

import glomers.bench.network.Partition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

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
    // Whether a kind cuts anybody depends on the number of nodes alone, so any draw tells, and of
    // many nodes a draw of some.
    RandomGenerator any = new java.util.SplittableRandom(0);
    List<String> some = nodes.subList(0, Math.min(nodes.size(), Ring.MAX_NODES));
    List<PartitionKind> kinds = new ArrayList<>();
    for (PartitionKind kind : values()) {
      if (kind.draw(some, any).cutsAnything()) {
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
    int size = nodes.size();
    int majority = size / 2 + 1;
    List<BitSet> heard = new ArrayList<>();
    int[] links = new int[size];
    for (int node = 0; node < size; node++) {
      heard.add(new BitSet(size));
      heard.get(node).set(node);
      links[node] = 1;
    }
    BitSet nobody = new BitSet();
    while (true) {
      int lonely = loneliest(links, nobody, random);
      if (links[lonely] >= majority) {
        break;
      }
      int next = loneliest(links, heard.get(lonely), random);
      heard.get(lonely).set(next);
      heard.get(next).set(lonely);
      links[lonely]++;
      links[next]++;
    }
    Map<String, Set<String>> unheard = new LinkedHashMap<>();
    for (int node = 0; node < size; node++) {
      BitSet others = heard.get(node);
      others.flip(0, size);
      unheard.put(
          nodes.get(node),
          others.stream()
              .mapToObj(nodes::get)
              .collect(Collectors.toCollection(LinkedHashSet::new)));
    }
    return new Partition(unheard);
  }

  private static int loneliest(int[] links, BitSet except, RandomGenerator random) {
    int[] candidates = new int[links.length];
    int count = 0;
    int fewest = Integer.MAX_VALUE;
    for (int node = 0; node < links.length; node++) {
      if (links[node] > fewest || except.get(node)) {
        continue;
      }
      if (links[node] < fewest) {
        count = 0;
        fewest = links[node];
      }
      candidates[count++] = node;
    }
    return candidates[random.nextInt(count)];
  }
}
