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
import glomers.txn.ReadUncommittedNode.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Read uncommitted (6b): a write is visible here, and on its way to all other nodes, as soon as it
 * is executed, and of two writes to one key the one with the higher timestamp wins. What is new: a
 * write is sent to a node again and again until that acknowledges it. To take it twice does no
 * harm.
 *
 * <p>Guaranteed at every node, also at one that is cut off: every transaction succeeds; two
 * transactions follow one another in the same order on every key that both write (no G0); after a
 * partition, loss, repetition, pauses or reordering of messages all nodes come to hold the same
 * values.
 *
 * <p>Breaks: read committed. Writes of one transaction travel each by itself, so another node may
 * show a value that is overwritten in the next moment (G1b, an intermediate read), or half a
 * transaction. A node that is restarted gets nothing back.
 */
final class ReadUncommittedNode implements Node<Request, Written> {

  /**
   * When a write was made.
   *
   * @param time a Lamport clock's reading when its transaction began
   * @param node whose clock that is: no two transactions share both
   * @param step its place in its transaction
   */
  record Timestamp(
      @JsonProperty(required = true) long time,
      @JsonProperty(required = true) String node,
      @JsonProperty(required = true) int step)
      implements Comparable<Timestamp> {

    @Override
    public int compareTo(Timestamp other) {
      return Comparator.comparingLong(Timestamp::time)
          .thenComparing(Timestamp::node)
          .thenComparingInt(Timestamp::step)
          .compare(this, other);
    }
  }

  /** A write, as the other nodes are told of it. */
  @JsonTypeName("written")
  record Written(
      @JsonProperty(required = true) Timestamp timestamp,
      @JsonProperty(required = true) JsonNode key,
      @JsonProperty(required = true) JsonNode value)
      implements PeerMessage {}

  /** Acknowledges a {@link Written}. */
  @JsonTypeName("written_ok")
  record WrittenOk() implements Reply {}

  /** Nobody knows how long a partition lasts; when it ends all is sent within four seconds. */
  private static final RetryPolicy UNTIL_ACKNOWLEDGED =
      RetryPolicy.forever(Duration.ofMillis(500), Duration.ofSeconds(4));

  private final Context context;
  private final Map<JsonNode, Written> registers = new HashMap<>();

  /** A Lamport clock: above the time of everything that this node has done or heard of. */
  private long clock;

  ReadUncommittedNode(Context context) {
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
    // One reading for all of a transaction's writes. With a new one for each, of two transactions
    // that write x and y on two nodes each could win on one key: a write cycle (G0).
    clock++;
    List<Operation> executed = new ArrayList<>();
    for (Operation operation : operations) {
      executed.add(
          switch (operation.f()) {
            case READ -> new Operation(operation.f(), operation.key(), read(operation.key()));
            case WRITE -> {
              Timestamp timestamp = new Timestamp(clock, context.self(), executed.size());
              Written written = new Written(timestamp, operation.key(), operation.value());
              apply(written);
              context.peers().forEach(peer -> bring(peer, written));
              yield operation;
            }
          });
    }
    return executed;
  }

  private void bring(String peer, Written written) {
    context.call(peer, written, WrittenOk.class, UNTIL_ACKNOWLEDGED, acknowledged -> {});
  }

  private JsonNode read(JsonNode key) {
    Written written = registers.get(key);
    return written == null ? NullNode.getInstance() : written.value();
  }

  @Override
  public void onPeerMessage(Message<Written> message) {
    clock = Math.max(clock, message.body().timestamp().time());
    apply(message.body());
    context.reply(message, new WrittenOk());
  }

  private void apply(Written written) {
    registers.merge(
        written.key(),
        written,
        (one, other) -> one.timestamp().compareTo(other.timestamp()) > 0 ? one : other);
  }
}
