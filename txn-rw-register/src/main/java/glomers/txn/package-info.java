/**
 * Challenge 6: totally available transactions, as steps. {@link glomers.txn.TxnProgram} lists them;
 * each is one class here, save the last, which has a package of its own.
 */
package glomers.txn;
