package glomers.counter.deltas;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who gossips with whom. Up to 12 nodes everybody with everybody, so that whoever can talk at all
 * does, however few a partition leaves together.
 *
 * <p>Among more, on a ring of all nodes, those 1, 2, 4, 8, … places away, both ways around, like
 * the fingers of Chord (Stoica et al., "Chord: A Scalable Peer-to-peer Lookup Service", SIGCOMM
 * 2001, section 4.3). With 25 it is 8 of 24: each node then brings 8 others up to date instead of
 * 24. No node is special, and taking any one away leaves the rest connected; a partition may leave
 * nodes together of which none is another's neighbour, and they wait for its end.
 */
final class Overlay {

  private static final int MAX_NODES_ALL_NEIGHBOURS = 12;

  private Overlay() {}

  /**
   * The neighbours of a node, the farthest first, so that news spreads out before it fills in. If b
   * is one of a's, a is one of b's.
   */
  static List<String> neighbours(String self, List<String> members) {
    int size = members.size();
    int own = members.indexOf(self);
    Set<String> neighbours = new LinkedHashSet<>();
    for (int distance = Integer.highestOneBit(size / 2); distance > 0; distance /= 2) {
      neighbours.add(members.get((own + distance) % size));
      neighbours.add(members.get((own - distance + size) % size));
    }
    if (size <= MAX_NODES_ALL_NEIGHBOURS) {
      neighbours.addAll(members);
      neighbours.remove(self);
    }
    return new ArrayList<>(neighbours);
  }
}
