package glomers.bench.nemesis;

/**
 * A fault that began or ended.
 *
 * @param timeNanos when, since the start of the run
 * @param fault its name
 * @param isStart whether it began
 * @param description what was done
 */
public record FaultEvent(long timeNanos, String fault, boolean isStart, String description) {}
