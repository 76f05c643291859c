package glomers.bench.checker.txn;

import glomers.bench.history.Operation;
import java.util.Arrays;
import java.util.List;

/**
 * A transaction that took effect, as the levels see it.
 *
 * @param id its place in {@link TxnHistory#transactions}
 * @param operation the operation that ran it
 * @param session the session that issued it, numbered from 0
 * @param position its place in that session, from 0
 * @param reads its external reads (those of keys that it had not written yet) which saw the initial
 *     state or what a transaction that took effect wrote to a key last; in the order in which it
 *     did them
 * @param writtenKeys the keys that it wrote, ascending
 */
record Transaction(
    int id, Operation operation, int session, int position, List<Read> reads, int[] writtenKeys) {

  /** The writer of the initial state, in which no key has a value. */
  static final int INITIAL = -1;

  /**
   * One external read.
   *
   * @param key the key's number
   * @param writer the transaction that wrote what was read, or {@link #INITIAL}
   */
  record Read(int key, int writer) {
    boolean isInitial() {
      return writer == INITIAL;
    }
  }

  boolean writes(int key) {
    return Arrays.binarySearch(writtenKeys, key) >= 0;
  }
}
