package glomers.txn.causal;

import glomers.txn.causal.VersionStore.Snapshot;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Reads from a snapshot, buffers its writes, and installs them all at one timestamp or none. A
 * <em>write</em> is visible when its transaction has committed. A <em>read</em> sees what was
 * committed when the transaction began, and nothing later.
 *
 * <p>Optimistic (Kung and Robinson, "On Optimistic Methods for Concurrency Control", TODS 1981,
 * section 4): nobody waits. At commit it is looked whether what was read still is the newest; if
 * so, the transaction might as well have run in this one moment. So the transactions of one node
 * are serializable in the order of their commits, and no update among them is lost.
 *
 * <p>Thereby it gives much more than read committed. A snapshot holds whole transactions (read
 * atomic, monotonic atomic view) and, as nodes apply them in causal order, everything that led to
 * them (causal consistency).
 */
final class Transaction {

  /** How a transaction ended. */
  enum Outcome {
    /** All its writes are installed. */
    COMMITTED,
    /** None is: what it read has changed meanwhile. It may be tried again. */
    CONFLICT
  }

  private final Registers registers;
  private final Snapshot snapshot;
  private final Set<JsonNode> readKeys = new LinkedHashSet<>();
  private final Map<JsonNode, JsonNode> writes = new LinkedHashMap<>();

  /** Begins: opens a snapshot. */
  Transaction(Registers registers) {
    this.registers = registers;
    this.snapshot = registers.store().openSnapshot();
  }

  /**
   * The key's value as this transaction sees it, its own writes included; JSON null if there is
   * none.
   */
  JsonNode read(JsonNode key) {
    JsonNode own = writes.get(key);
    if (own != null) {
      return own;
    }
    readKeys.add(key);
    return registers.store().read(key, snapshot).orElse(NullNode.getInstance());
  }

  /** Gives the key a value. */
  void write(JsonNode key, JsonNode value) {
    writes.put(key, value);
  }

  /** Ends the transaction. */
  Outcome commit() {
    boolean conflict =
        readKeys.stream().anyMatch(key -> registers.store().hasChangedSince(key, snapshot));
    registers.store().close(snapshot);
    if (conflict) {
      return Outcome.CONFLICT;
    }
    if (!writes.isEmpty()) {
      registers.write(
          writes.entrySet().stream()
              .map(write -> new Write(write.getKey(), write.getValue()))
              .toList());
    }
    return Outcome.COMMITTED;
  }
}
