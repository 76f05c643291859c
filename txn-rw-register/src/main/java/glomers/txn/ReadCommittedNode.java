package glomers.txn;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.Reply;
import glomers.core.message.TxnVerbs.Operation;
import glomers.core.message.TxnVerbs.Request;
import glomers.core.message.TxnVerbs.Txn;
import glomers.core.message.TxnVerbs.TxnOk;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.RetryPolicy;
import glomers.txn.ReadCommittedNode.Committed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Read committed (6c): what is new is that a transaction keeps its writes to itself until it ends.
 * Then the last one of each key becomes visible, all together: here, and in one message to each
 * other node, which is sent until it is acknowledged.
 *
 * <p>Guaranteed at every node, also at one that is cut off: every transaction succeeds; nobody sees
 * a value that was not a transaction's last for its key (no G1a, G1b, G1c), nor half a transaction;
 * after a partition, loss, repetition, pauses or reordering of messages all nodes come to hold the
 * same values.
 *
 * <p>Breaks: causal consistency. Each write set finds its own way, so a third node can show an
 * effect before its cause. A node that is restarted gets nothing back.
 */
final class ReadCommittedNode implements Node<Request, Committed> {

  /**
   * When a transaction committed.
   *
   * @param time a Lamport clock's reading
   * @param node whose clock that is: no two transactions share both
   */
  record Timestamp(
      @JsonProperty(required = true) long time, @JsonProperty(required = true) String node)
      implements Comparable<Timestamp> {

    @Override
    public int compareTo(Timestamp other) {
      return Comparator.comparingLong(Timestamp::time)
          .thenComparing(Timestamp::node)
          .compare(this, other);
    }
  }

  /** A key's new value. */
  record Write(
      @JsonProperty(required = true) JsonNode key, @JsonProperty(required = true) JsonNode value) {}

  /** All that a transaction wrote, as the other nodes are told of it. */
  @JsonTypeName("committed")
  record Committed(
      @JsonProperty(required = true) Timestamp timestamp,
      @JsonProperty(required = true) List<Write> writes)
      implements PeerMessage {}

  /** Acknowledges a {@link Committed}. */
  @JsonTypeName("committed_ok")
  record CommittedOk() implements Reply {}

  private record Version(Timestamp timestamp, JsonNode value) {}

  /** Nobody knows how long a partition lasts; when it ends all is sent within four seconds. */
  private static final RetryPolicy UNTIL_ACKNOWLEDGED =
      RetryPolicy.forever(Duration.ofMillis(500), Duration.ofSeconds(4));

  private final Context context;
  private final Map<JsonNode, Version> registers = new HashMap<>();

  /** A Lamport clock: above the time of everything that this node has done or heard of. */
  private long clock;

  ReadCommittedNode(Context context) {
    this.context = context;
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Txn(List<Operation> operations) ->
          context.reply(request, new TxnOk(execute(operations)));
    }
  }

  private List<Operation> execute(List<Operation> operations) {
    Map<JsonNode, JsonNode> ownWrites = new LinkedHashMap<>();
    List<Operation> executed = new ArrayList<>();
    for (Operation operation : operations) {
      JsonNode key = operation.key();
      executed.add(
          switch (operation.f()) {
            case READ -> new Operation(operation.f(), key, ownWrites.getOrDefault(key, read(key)));
            case WRITE -> {
              ownWrites.put(key, operation.value());
              yield operation;
            }
          });
    }
    if (!ownWrites.isEmpty()) {
      commit(ownWrites);
    }
    return executed;
  }

  private JsonNode read(JsonNode key) {
    Version version = registers.get(key);
    return version == null ? NullNode.getInstance() : version.value();
  }

  private void commit(Map<JsonNode, JsonNode> values) {
    List<Write> writes = new ArrayList<>();
    values.forEach((key, value) -> writes.add(new Write(key, value)));
    Committed committed = new Committed(new Timestamp(++clock, context.self()), writes);
    apply(committed);
    for (String peer : context.peers()) {
      context.call(peer, committed, CommittedOk.class, UNTIL_ACKNOWLEDGED, acknowledged -> {});
    }
  }

  @Override
  public void onPeerMessage(Message<Committed> message) {
    clock = Math.max(clock, message.body().timestamp().time());
    apply(message.body());
    context.reply(message, new CommittedOk());
  }

  private void apply(Committed committed) {
    for (Write write : committed.writes()) {
      registers.merge(
          write.key(),
          new Version(committed.timestamp(), write.value()),
          (one, other) -> one.timestamp().compareTo(other.timestamp()) > 0 ? one : other);
    }
  }
}
