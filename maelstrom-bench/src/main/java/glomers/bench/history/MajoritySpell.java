package glomers.bench.history;

import java.util.Set;

/**
 * A time during which the same majority of the nodes was up, remembered what it had known, and was
 * connected, each with each.
 *
 * @param nodes the majority
 * @param fromNanos when that began, since the start of the run
 * @param toNanos when it ended
 */
public record MajoritySpell(Set<String> nodes, long fromNanos, long toNanos) {}
