/**
 * Linearizability: can the operations of an object be put in an order that keeps real time, each at
 * one moment between its invocation and its completion, in which a single copy of the object would
 * have answered the same?
 *
 * <p>{@link glomers.bench.checker.linear.LinearizabilityChecker} is the way in: it takes a {@link
 * glomers.bench.checker.linear.Model} of the object, one of {@link
 * glomers.bench.checker.linear.Models} or another. {@code Search} decides, after Wing and Gong
 * (Testing and Verifying Concurrent Objects, 1993) with the memory of Lowe (Testing for
 * Linearizability, 2017). Keys are judged one by one, since a history is linearizable if that of
 * each key is (Herlihy and Wing, 1990). {@link glomers.bench.checker.linear.LinKvChecker} is what
 * Maelstrom's workload {@code lin-kv} is judged by.
 */
package glomers.bench.checker.linear;
