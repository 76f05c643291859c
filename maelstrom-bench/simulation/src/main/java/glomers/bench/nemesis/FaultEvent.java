package glomers.bench.nemesis;

import java.util.List;

/**
 * A fault that began or ended.
 *
 * @param timeNanos when, since the start of the run
 * @param fault its name
 * @param isStart whether it began
 * @param description what was done, for people
 * @param nodes the nodes that it took down or brought back; none where nodes stay up, as in a
 *     partition
 */
public record FaultEvent(
    long timeNanos, String fault, boolean isStart, String description, List<String> nodes) {}
