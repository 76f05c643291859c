package glomers.bench.nemesis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Which nodes are down, killed or paused, and how many more may be. Shared by the faults that do that. */
public final class DownBudget {

  private final List<String> nodes;
  private final int maxDown;
  private final Set<String> down = new LinkedHashSet<>();

  /** A budget that lets at most the given number be down at the same time. */
  public DownBudget(List<String> nodes, int maxDown) {
    this.nodes = List.copyOf(nodes);
    this.maxDown = maxDown;
  }

  /** Takes some nodes that are up, at least one if one may be taken; they count as down from now on. */
  List<String> take(RandomGenerator random) {
    List<String> up = new ArrayList<>(nodes);
    up.removeAll(down);
    int most = Math.min(maxDown - down.size(), up.size());
    if (most <= 0) {
      return List.of();
    }
    List<String> taken =
        List.copyOf(Shuffles.shuffled(up, random).subList(0, 1 + random.nextInt(most)));
    down.addAll(taken);
    return taken;
  }

  /** Says that nodes are up again. */
  void giveBack(List<String> nodes) {
    nodes.forEach(down::remove);
  }
}
