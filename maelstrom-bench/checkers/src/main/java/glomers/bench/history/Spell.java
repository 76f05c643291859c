package glomers.bench.history;

import java.util.Set;

/**
 * A time during which the same nodes were up and connected, each with each, without a break.
 *
 * @param nodes who
 * @param fromNanos when that began, since the start of the run
 * @param toNanos when it ended
 */
public record Spell(Set<String> nodes, long fromNanos, long toNanos) {

  /** Their names, for people. */
  public String names() {
    return String.join(" ", nodes);
  }
}
