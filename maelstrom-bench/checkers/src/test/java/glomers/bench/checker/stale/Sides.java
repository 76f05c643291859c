package glomers.bench.checker.stale;

import glomers.bench.history.MemoryLoss;
import glomers.bench.history.Spell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** Writes by hand who was connected when, with times in milliseconds. */
public final class Sides {

  private final List<Spell> sides = new ArrayList<>();
  private final List<Spell> majorities = new ArrayList<>();
  private final List<MemoryLoss> losses = new ArrayList<>();

  /** Nodes, named with blanks between them, were up and connected. */
  public Sides side(long fromMillis, long toMillis, String nodes) {
    sides.add(spell(fromMillis, toMillis, nodes));
    return this;
  }

  /** Nodes, named with blanks between them, were a majority that remembered. */
  public Sides majority(long fromMillis, long toMillis, String nodes) {
    majorities.add(spell(fromMillis, toMillis, nodes));
    return this;
  }

  private static Spell spell(long fromMillis, long toMillis, String nodes) {
    var names = new LinkedHashSet<>(Arrays.asList(nodes.split(" ")));
    return new Spell(names, fromMillis * 1_000_000, toMillis * 1_000_000);
  }

  /** A node was killed. */
  public Sides killed(String node, long millis) {
    losses.add(new MemoryLoss(node, millis * 1_000_000));
    return this;
  }

  /** What that asks for, three seconds being the bound. */
  public Freshness within3Seconds() {
    return new Freshness(List.copyOf(sides), List.copyOf(majorities), List.copyOf(losses), 3);
  }
}
