/**
 * The checker of the {@code txn-rw-register} workload.
 *
 * <p>{@link glomers.bench.checker.txn.TxnChecker} is the way in. {@code HistoryReader} finds for
 * every read the write that it saw; {@code WeakLevels} decides the models up to causal consistency,
 * with a class for each axiom's rule; {@code SerialLevels} decides serializability as far as that
 * can be done; {@code Convergence} compares the final reads of all nodes. {@link
 * glomers.bench.checker.txn.StaleRegisterChecker} judges whether nodes catch up with each other
 * while the run goes on.
 *
 * <p>Elle's checker of registers infers the order of versions only from reads that precede writes
 * of the same key in one transaction, so it accepts much that breaks the model it was asked for.
 * Here the axioms are decided, so whatever is accepted keeps the model, and whatever Elle refuses
 * is refused.
 */
package glomers.bench.checker.txn;
