package glomers.bench.history;

/**
 * A node was killed, and with it went whatever nobody else had.
 *
 * @param node who
 * @param nanos when, since the start of the run
 */
public record MemoryLoss(String node, long nanos) {}
