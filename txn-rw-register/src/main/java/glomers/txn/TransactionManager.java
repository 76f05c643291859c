package glomers.txn;

/** Begins the transactions of one replica. Any number may be open at a time. Not thread-safe. */
final class TransactionManager {

  private final Isolation isolation;
  private final Replica replica;

  TransactionManager(Isolation isolation, Replica replica) {
    this.isolation = isolation;
    this.replica = replica;
  }

  /** A new transaction, which sees all that has been committed at this replica. */
  Transaction begin() {
    return switch (isolation) {
      case READ_UNCOMMITTED -> new ReadUncommittedTransaction(replica);
      case READ_COMMITTED -> new ReadCommittedTransaction(replica);
    };
  }
}
