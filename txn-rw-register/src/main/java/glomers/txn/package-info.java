/**
 * Challenge 6: totally available transactions. A {@link glomers.txn.TxnNode} executes a client's
 * transaction on its own {@link glomers.txn.Replica}, through a {@link glomers.txn.Transaction}
 * that hides as much as its {@link glomers.txn.Isolation} level says. A {@link
 * glomers.txn.Replicator} carries the write sets to the other nodes.
 */
package glomers.txn;
