package glomers.txn;

import tools.jackson.databind.JsonNode;

/**
 * A transaction under way. Its end is {@link #commit}, and only that. How far others see it before,
 * and it them, is what the {@link Isolation} levels differ in.
 */
sealed interface Transaction permits ReadUncommittedTransaction, ReadCommittedTransaction {

  /** How a transaction ended. */
  enum Outcome {
    /** All its writes are installed. */
    COMMITTED,
    /** None is: what it read has changed meanwhile. It may be tried again. */
    CONFLICT
  }

  /**
   * The key's value as this transaction sees it, its own writes included; JSON null if there is
   * none.
   */
  JsonNode read(JsonNode key);

  /** Gives the key a value. */
  void write(JsonNode key, JsonNode value);

  /** Ends the transaction. */
  Outcome commit();
}
