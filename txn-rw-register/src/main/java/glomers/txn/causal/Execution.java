package glomers.txn.causal;

import glomers.core.message.TxnVerbs.Operation;
import glomers.txn.causal.Transaction.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of one client's transaction through its operations, to its end. Between two steps
 * anything may happen: other transactions' steps, write sets of other nodes. If it conflicts with
 * those, it starts over and runs without a break. Then nothing can come between, so it is tried
 * twice at most, and no client ever hears of a conflict.
 */
final class Execution {

  private final Registers registers;
  private final List<Operation> operations;
  private final List<Operation> executed = new ArrayList<>();
  private Transaction transaction;

  /** Begins the transaction. */
  Execution(Registers registers, List<Operation> operations) {
    this.registers = registers;
    this.operations = operations;
    this.transaction = new Transaction(registers);
  }

  /** Whether operations are left. */
  boolean hasNext() {
    return executed.size() < operations.size();
  }

  /** Executes the next operation. */
  void step() {
    Operation next = operations.get(executed.size());
    executed.add(
        switch (next.f()) {
          case READ -> new Operation(next.f(), next.key(), transaction.read(next.key()));
          case WRITE -> {
            transaction.write(next.key(), next.value());
            yield next;
          }
        });
  }

  /** Executes what is left, commits, and returns all operations with their results. */
  List<Operation> finish() {
    stepToEnd();
    if (transaction.commit() == Outcome.CONFLICT) {
      executed.clear();
      transaction = new Transaction(registers);
      stepToEnd();
      if (transaction.commit() == Outcome.CONFLICT) {
        throw new IllegalStateException("a transaction that ran alone met a conflict");
      }
    }
    return List.copyOf(executed);
  }

  private void stepToEnd() {
    while (hasNext()) {
      step();
    }
  }
}
