package glomers.bench.client;

/**
 * How one client process carries out operations: each by one call or several. Keeps what a client
 * of this kind has to remember between operations.
 */
@FunctionalInterface
public interface Client {

  /**
   * Carries out an operation. Has to end it, by {@link Attempt#ok} or its like, sooner or later.
   */
  void invoke(Invocation invocation, Attempt attempt);
}
