package glomers.txn;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.TxnVerbs.Operation;
import glomers.core.message.TxnVerbs.Request;
import glomers.core.message.TxnVerbs.Txn;
import glomers.core.message.TxnVerbs.TxnOk;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.txn.LastWriterNode.Written;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Every write is sent to all other nodes, once, and of two writes to one key the one with the
 * higher timestamp wins, in whatever order they arrive. So nodes that have got the same writes hold
 * the same values, and a message that comes late or twice does no harm.
 *
 * <p>Breaks: when a message is lost. Nobody ever sends that write again, so after a partition the
 * nodes differ for good.
 */
final class LastWriterNode implements Node<Request, Written> {

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

  private final Context context;
  private final Map<JsonNode, Written> registers = new HashMap<>();

  /** A Lamport clock: above the time of everything that this node has done or heard of. */
  private long clock;

  LastWriterNode(Context context) {
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
              context.peers().forEach(peer -> context.send(peer, written));
              yield operation;
            }
          });
    }
    return executed;
  }

  private JsonNode read(JsonNode key) {
    Written written = registers.get(key);
    return written == null ? NullNode.getInstance() : written.value();
  }

  @Override
  public void onPeerMessage(Message<Written> message) {
    clock = Math.max(clock, message.body().timestamp().time());
    apply(message.body());
  }

  private void apply(Written written) {
    registers.merge(
        written.key(),
        written,
        (one, other) -> one.timestamp().compareTo(other.timestamp()) > 0 ? one : other);
  }
}
