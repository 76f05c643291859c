package glomers.bench.nemesis;

import glomers.bench.history.Spell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Keeps account of which groups of nodes were connected, and from when to when. Not thread-safe.
 */
public final class ConnectionWatch {

  private final LongSupplier elapsedNanos;
  private final UnaryOperator<Set<Set<String>>> grouping;
  private final List<Spell> past = new ArrayList<>();
  private final Map<Set<String>, Long> sinceNanosByGroup = new LinkedHashMap<>();

  /**
   * A watch that sees nothing before the first {@link #update}.
   *
   * @param elapsedNanos the time since the run began
   * @param grouping says which groups there are now, given those that there were before: one of
   *     {@link Connections}' methods
   */
  public ConnectionWatch(LongSupplier elapsedNanos, UnaryOperator<Set<Set<String>>> grouping) {
    this.elapsedNanos = elapsedNanos;
    this.grouping = grouping;
  }

  /** To be called whenever a node or the network has changed. */
  public void update() {
    Set<Set<String>> now = grouping.apply(Set.copyOf(sinceNanosByGroup.keySet()));
    List.copyOf(sinceNanosByGroup.keySet()).stream()
        .filter(group -> !now.contains(group))
        .forEach(this::end);
    now.forEach(group -> sinceNanosByGroup.putIfAbsent(group, elapsedNanos.getAsLong()));
  }

  /** All such times, in the order of their ends; those that still last end now. */
  public List<Spell> spells() {
    List.copyOf(sinceNanosByGroup.keySet()).forEach(this::end);
    return List.copyOf(past);
  }

  private void end(Set<String> group) {
    past.add(new Spell(group, sinceNanosByGroup.remove(group), elapsedNanos.getAsLong()));
  }
}
