/**
 * What holds while a run goes on: nodes that are up and connected catch up with each other within a
 * given time. Final reads forgive everything that happened before; these checkers don't.
 *
 * <p>{@link glomers.bench.checker.stale.Freshness} says which acknowledgements a read has to know
 * of; a checker for each workload says what it is to know of them.
 */
package glomers.bench.checker.stale;
