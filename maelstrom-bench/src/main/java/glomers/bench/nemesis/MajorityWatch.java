package glomers.bench.nemesis;

import glomers.bench.history.MajoritySpell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Keeps account of when a majority of the nodes could have worked together: none of it down or
 * still recovering, and each of it hearing each other. That is what a protocol needs that decides
 * by majorities; when there is one, there is no excuse for standing still.
 *
 * <p>Of several such majorities it takes the largest that is all neighbours of one node, and stays
 * with it for as long as it is sound. Where neighbours are not all neighbours of each other, as in
 * a ring of majorities, it may overlook a smaller majority that is: it then asks for less, never
 * for too much. Not thread-safe.
 */
public final class MajorityWatch {

  private final List<String> nodes;
  private final LongSupplier elapsedNanos;
  private final Predicate<String> isSound;
  private final BiPredicate<String, String> hears;
  private final List<MajoritySpell> past = new ArrayList<>();
  private Optional<Set<String>> present = Optional.empty();
  private long presentSinceNanos;

  /**
   * A watch that sees nothing before the first {@link #update}.
   *
   * @param elapsedNanos the time since the run began
   * @param isSound whether a node is up and remembers
   * @param hears whether the first node hears the second
   */
  public MajorityWatch(
      List<String> nodes,
      LongSupplier elapsedNanos,
      Predicate<String> isSound,
      BiPredicate<String, String> hears) {
    this.nodes = List.copyOf(nodes);
    this.elapsedNanos = elapsedNanos;
    this.isSound = isSound;
    this.hears = hears;
  }

  /** To be called whenever a node or the network has changed. */
  public void update() {
    if (present.isPresent() && !isConnected(present.get())) {
      end();
    }
    if (present.isEmpty()) {
      present = findMajority();
      presentSinceNanos = elapsedNanos.getAsLong();
    }
  }

  /** All such times, in order; the present one, if there is one, ends now. */
  public List<MajoritySpell> spells() {
    end();
    return List.copyOf(past);
  }

  private void end() {
    present.ifPresent(majority ->
        past.add(new MajoritySpell(majority, presentSinceNanos, elapsedNanos.getAsLong())));
    present = Optional.empty();
  }

  private Optional<Set<String>> findMajority() {
    Set<String> largest = Set.of();
    for (String centre : nodes) {
      Set<String> neighbours = new LinkedHashSet<>();
      for (String node : nodes) {
        if (isSound.test(node) && isConnected(centre, node)) {
          neighbours.add(node);
        }
      }
      if (neighbours.size() > largest.size() && isConnected(neighbours)) {
        largest = neighbours;
      }
    }
    return largest.size() > nodes.size() / 2 ? Optional.of(largest) : Optional.empty();
  }

  private boolean isConnected(Set<String> some) {
    return some.stream()
        .allMatch(
            one -> isSound.test(one) && some.stream().allMatch(other -> isConnected(one, other)));
  }

  private boolean isConnected(String one, String other) {
    return one.equals(other) || hears.test(one, other) && hears.test(other, one);
  }
}
