package glomers.txn.causal;

import glomers.core.message.ListTxnVerbs.Operation;
import glomers.core.message.ListTxnVerbs.Request;
import glomers.core.message.ListTxnVerbs.Txn;
import glomers.core.message.ListTxnVerbs.TxnOk;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A node of Maelstrom's workload {@code txn-list-append} over the registers' replication: each list
 * is the value of a register, and an append reads it and writes it back, one element longer.
 *
 * <p>On one node transactions run one after the other. On several, two that append to one list read
 * the same one, and of what they write back the later stays: an update is lost, as total
 * availability has it.
 */
final class ListsInRegisters implements NodeProgram<Request, Replication> {

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<Replication> peerMessageType() {
    return Replication.class;
  }

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    Registers registers =
        new Registers(context.incarnation(), new HybridClock(context::wallClockMillis));
    Replicator replicator = new Replicator(context, registers, Replicator.Settings.of(options));
    return new Node<>() {
      @Override
      public void onRequest(Message<Request> request) {
        switch (request.body()) {
          case Txn(List<Operation> operations) ->
              context.reply(request, new TxnOk(execute(operations, registers)));
        }
        replicator.wakeUp();
      }

      @Override
      public void onPeerMessage(Message<Replication> message) {
        replicator.onMessage(message.src(), message.body());
      }
    };
  }

  private static List<Operation> execute(List<Operation> operations, Registers registers) {
    Transaction transaction = new Transaction(registers);
    List<Operation> executed = new ArrayList<>();
    for (Operation operation : operations) {
      JsonNode list = transaction.read(operation.key());
      executed.add(
          switch (operation.f()) {
            case READ -> new Operation(operation.f(), operation.key(), list);
            case APPEND -> {
              transaction.write(operation.key(), longer(list, operation.value()));
              yield operation;
            }
          });
    }
    transaction.commit(); // nothing came between, so nothing is in its way
    return executed;
  }

  private static ArrayNode longer(JsonNode list, JsonNode element) {
    ArrayNode longer = JsonNodeFactory.instance.arrayNode();
    list.forEach(longer::add);
    return longer.add(element);
  }
}
