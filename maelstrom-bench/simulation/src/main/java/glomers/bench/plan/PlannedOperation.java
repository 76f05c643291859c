package glomers.bench.plan;

import glomers.bench.client.Invocation;

/**
 * What a client asks, and when.
 *
 * @param atNanos when, since the start of the run; later if its client is still busy then
 * @param client which client
 * @param invocation what it asks
 */
public record PlannedOperation(long atNanos, int client, Invocation invocation) {

  /** The same at another time. */
  public PlannedOperation at(long nanos) {
    return new PlannedOperation(nanos, client, invocation);
  }
}
