/**
 * Nodes that are wrong on purpose, each in one way, to prove that tests and checkers notice. They
 * wrap the real node and tamper with what goes in and out of it, so the real node has no switches
 * for being wrong.
 */
package glomers.txn.broken;
