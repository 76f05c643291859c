package glomers.bench.nemesis;

import glomers.bench.engine.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Which nodes are down, killed or paused, and how many more may be. Shared by the faults that do
 * that.
 *
 * <p>A node that was killed has lost its memory, and counts as down until it had a chance to learn
 * again what it knew: until all nodes have been up and connected for {@value #RECOVERY_SECONDS} s.
 * Without that a minority at a time could in turn take the memory of all, which no protocol
 * survives that keeps its data in memory (Liskov and Cowling, "Viewstamped Replication Revisited",
 * 2012, section 4.3: a replica that recovers counts as failed).
 */
public final class DownBudget {

  private static final long RECOVERY_SECONDS = 2;

  private final List<String> nodes;
  private final int maxDown;
  private final EventLoop loop;
  private final BooleanSupplier isConnected;
  private final Set<String> down = new LinkedHashSet<>();
  private final Set<String> recovering = new LinkedHashSet<>();
  private long disturbances;
  private Runnable onChange = () -> {};

  /**
   * A budget that lets at most the given number be down at the same time.
   *
   * @param isConnected whether no partition cuts the network at present
   */
  public DownBudget(List<String> nodes, int maxDown, EventLoop loop, BooleanSupplier isConnected) {
    this.nodes = List.copyOf(nodes);
    this.maxDown = maxDown;
    this.loop = loop;
    this.isConnected = isConnected;
  }

  /** Takes some nodes that are up, at least one if one may be taken; they are down from now on. */
  List<String> take(RandomGenerator random) {
    List<String> up = new ArrayList<>(nodes);
    up.removeAll(down);
    int wanted = 1 + random.nextInt(Math.max(1, maxDown));
    List<String> taken = new ArrayList<>();
    for (String node : Shuffles.shuffled(up, random)) {
      if (taken.size() < wanted && take(node)) {
        taken.add(node);
      }
    }
    return taken;
  }

  /** Takes those of the given nodes that may be taken; they are down from now on. */
  List<String> take(List<String> wanted) {
    List<String> taken = new ArrayList<>();
    for (String node : wanted) {
      if (take(node)) {
        taken.add(node);
      }
    }
    return taken;
  }

  private boolean take(String node) {
    // One that is recovering counts already: to take it down again costs nothing.
    boolean isAllowed = recovering.contains(node) || downCount() < maxDown;
    return isAllowed && down.add(node);
  }

  /** Has the given action run whenever a node or the network has changed. */
  public void onChange(Runnable action) {
    onChange = action;
  }

  /** Whether a node is neither killed nor paused; it may still have to learn what it knew. */
  public boolean isUp(String node) {
    return !down.contains(node);
  }

  /** Whether a node is up, and has had a chance to learn what it knew if it was killed. */
  public boolean isSound(String node) {
    return isUp(node) && !recovering.contains(node);
  }

  private int downCount() {
    Set<String> all = new LinkedHashSet<>(down);
    all.addAll(recovering);
    return all.size();
  }

  /** Says that a node is up again. */
  void giveBack(String node, boolean hasLostItsMemory) {
    down.remove(node);
    if (hasLostItsMemory) {
      recovering.add(node);
    }
    disturbed();
  }

  /**
   * Says that something about the nodes or the network has changed: the time to recover begins
   * anew.
   */
  void disturbed() {
    long now = ++disturbances;
    onChange.run();
    if (!recovering.isEmpty()) {
      loop.after(
          TimeUnit.SECONDS.toNanos(RECOVERY_SECONDS),
          () -> {
            if (disturbances == now && down.isEmpty() && isConnected.getAsBoolean()) {
              recovering.clear();
              onChange.run();
            }
          });
    }
  }
}
