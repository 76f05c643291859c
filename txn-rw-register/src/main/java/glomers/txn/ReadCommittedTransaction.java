package glomers.txn;

import glomers.txn.VersionStore.Snapshot;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
 * atomic, monotonic atomic view) and, as replicas apply them in causal order, everything that led
 * to them (causal consistency).
 */
final class ReadCommittedTransaction implements Transaction {

  private final Replica replica;
  private final Snapshot snapshot;
  private final Set<JsonNode> readKeys = new LinkedHashSet<>();
  private final Map<JsonNode, JsonNode> writes = new LinkedHashMap<>();

  ReadCommittedTransaction(Replica replica) {
    this.replica = replica;
    this.snapshot = replica.store().openSnapshot();
  }

  @Override
  public JsonNode read(JsonNode key) {
    JsonNode own = writes.get(key);
    if (own != null) {
      return own;
    }
    readKeys.add(key);
    return replica.store().read(key, snapshot).orElse(NullNode.getInstance());
  }

  @Override
  public void write(JsonNode key, JsonNode value) {
    writes.put(key, value);
  }

  @Override
  public Outcome commit() {
    boolean conflict =
        readKeys.stream().anyMatch(key -> replica.store().hasChangedSince(key, snapshot));
    replica.store().close(snapshot);
    if (conflict) {
      return Outcome.CONFLICT;
    }
    if (!writes.isEmpty()) {
      install();
    }
    return Outcome.COMMITTED;
  }

  private void install() {
    Timestamp timestamp = replica.nextTimestamp();
    replica
        .store()
        .highestTimestamp()
        .filter(highest -> highest.compareTo(timestamp) >= 0)
        .ifPresent(highest -> {
          throw new IllegalStateException(
              "a commit at " + timestamp + " would come before one at " + highest);
        });
    List<Write> writeSet =
        writes.entrySet().stream()
            .map(write -> new Write(write.getKey(), write.getValue()))
            .toList();
    replica.write(timestamp, writeSet);
  }
}
