package glomers.txn;

import glomers.txn.VersionStore.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Hides nothing. A <em>write</em> is visible, and on its way to the other replicas, as soon as it
 * is executed. A <em>read</em> sees the writes of transactions that have not ended: values that are
 * overwritten in the next moment (intermediate reads), and one write of a transaction without
 * another.
 *
 * <p>What still holds is all that read uncommitted asks for (PL-1 in Adya, Liskov and O'Neil,
 * "Generalized Isolation Level Definitions", ICDE 2000): no write cycles (G0). All writes of a
 * transaction carry the timestamp of its beginning, so two transactions follow one another in the
 * same order on every key that both write. A write that comes after a higher one has lost at once
 * (Thomas' write rule). Reads stop at the same timestamp, so a transaction never overwrites in the
 * order of versions what it has read from a later one. There is nothing to validate: it never
 * conflicts, so there is never anything to take back.
 */
final class ReadUncommittedTransaction implements Transaction {

  private final Replica replica;
  private final Timestamp begin;
  private final Snapshot begun;
  private final Map<JsonNode, JsonNode> ownWrites = new HashMap<>();
  private int writes;

  ReadUncommittedTransaction(Replica replica) {
    this.replica = replica;
    this.begin = replica.nextTimestamp();
    this.begun = replica.store().openSnapshot();
  }

  @Override
  public JsonNode read(JsonNode key) {
    JsonNode own = ownWrites.get(key);
    return own != null ? own : replica.store().readUpTo(key, begin).orElse(NullNode.getInstance());
  }

  @Override
  public void write(JsonNode key, JsonNode value) {
    ownWrites.put(key, value);
    Timestamp timestamp = new Timestamp(begin.time(), begin.origin(), writes++);
    replica.write(timestamp, List.of(new Write(key, value)));
  }

  @Override
  public Outcome commit() {
    replica.store().close(begun); // kept what was there at the beginning from being dropped
    return Outcome.COMMITTED;
  }
}
