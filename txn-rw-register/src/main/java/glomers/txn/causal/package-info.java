/**
 * The last step of challenge 6: causal consistency, few messages, restarts. A {@link
 * glomers.txn.causal.CausalNode} executes a client's {@link glomers.txn.causal.Transaction} on its
 * own {@link glomers.txn.causal.Registers}; a {@link glomers.txn.causal.Replicator} exchanges with
 * each peer what the other lacks.
 */
package glomers.txn.causal;
