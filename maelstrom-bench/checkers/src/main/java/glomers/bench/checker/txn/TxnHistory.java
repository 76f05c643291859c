package glomers.bench.checker.txn;

import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The transactions of a history that took effect: those that were acknowledged, and those of
 * unknown outcome of which an acknowledged one read something. (One that nobody saw constrains
 * nothing: its process ended with it, so it can always be thought to come last, or never to have
 * happened.) Of a transaction of unknown outcome the reads are unknown, and it has none here.
 *
 * @param transactions all of them, by {@link Transaction#id}, in the order of their invocations
 * @param sessions for every session its transactions' numbers, in order
 * @param keys the keys, by number
 * @param writers for every key, who wrote it
 */
record TxnHistory(
    List<Transaction> transactions,
    List<int[]> sessions,
    List<JsonNode> keys,
    List<List<SessionWriters>> writers) {

  /**
   * The transactions of one session that wrote one key.
   *
   * @param session the session
   * @param positions their places in it, ascending
   * @param transactions their numbers, in the same order
   */
  record SessionWriters(int session, int[] positions, int[] transactions) {}

  int size() {
    return transactions.size();
  }

  Transaction transaction(int id) {
    return transactions.get(id);
  }

  /** All that wrote a key, session by session. */
  IntStream writersOf(int key) {
    return writers.get(key).stream().flatMapToInt(session -> IntStream.of(session.transactions()));
  }
}
