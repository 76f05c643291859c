package glomers.txn.broken;

import glomers.core.message.Body;
import glomers.core.message.Message;
import glomers.core.message.TxnVerbs.Function;
import glomers.core.message.TxnVerbs.Operation;
import glomers.core.message.TxnVerbs.Request;
import glomers.core.message.TxnVerbs.Txn;
import glomers.core.message.TxnVerbs.TxnOk;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.core.testing.ForwardingContext;
import glomers.txn.causal.Replication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Does not validate: a transaction's reads come from one snapshot and its writes are installed
 * together, but a few milliseconds later, whatever has happened to what it read.
 */
public final class LostUpdateWithinNode extends TamperedProgram {

  private static final Duration BETWEEN_READS_AND_WRITES = Duration.ofMillis(3);

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    Splitter splitter = new Splitter(context);
    splitter.node = super.create(splitter, options);
    return splitter;
  }

  /** Makes two transactions of each: one that reads, one that writes. */
  private static final class Splitter extends ForwardingContext
      implements Node<Request, Replication> {
    private static final String CLIENT = "splitter";
    private final Map<Long, Consumer<List<Operation>>> halves = new HashMap<>();
    private Node<Request, Replication> node;
    private long nextMsgId;

    Splitter(Context real) {
      super(real);
    }

    @Override
    public void onPeerMessage(Message<Replication> message) {
      node.onPeerMessage(message);
    }

    @Override
    public void onRequest(Message<Request> request) {
      switch (request.body()) {
        case Txn(List<Operation> operations) -> split(request, operations);
      }
    }

    private void split(Message<Request> request, List<Operation> operations) {
      List<Operation> reads = operations.stream().filter(o -> o.f() == Function.READ).toList();
      List<Operation> writes = operations.stream().filter(o -> o.f() == Function.WRITE).toList();
      run(
          reads,
          readsDone ->
              after(
                  BETWEEN_READS_AND_WRITES,
                  () ->
                      run(
                          writes,
                          writesDone ->
                              super.reply(request, new TxnOk(merge(operations, readsDone))))));
    }

    private void run(List<Operation> operations, Consumer<List<Operation>> onDone) {
      long msgId = nextMsgId++;
      halves.put(msgId, onDone);
      node.onRequest(
          new Message<>(
              CLIENT, self(), new Txn(operations), OptionalLong.of(msgId), OptionalLong.empty()));
    }

    @Override
    public void reply(Message<?> request, Body body) {
      halves.remove(request.msgId().getAsLong()).accept(((TxnOk) body).txn());
    }

    /** The operations as asked for, with the reads' results, and own writes read back. */
    private static List<Operation> merge(List<Operation> operations, List<Operation> reads) {
      Map<JsonNode, JsonNode> values = new LinkedHashMap<>();
      reads.forEach(read -> values.put(read.key(), read.value()));
      List<Operation> merged = new ArrayList<>();
      for (Operation operation : operations) {
        if (operation.f() == Function.WRITE) {
          values.put(operation.key(), operation.value());
        }
        merged.add(new Operation(operation.f(), operation.key(), values.get(operation.key())));
      }
      return merged;
    }
  }
}
