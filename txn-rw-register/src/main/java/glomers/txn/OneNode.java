package glomers.txn;

import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.TxnVerbs.Operation;
import glomers.core.message.TxnVerbs.Request;
import glomers.core.message.TxnVerbs.Txn;
import glomers.core.message.TxnVerbs.TxnOk;
import glomers.core.node.Context;
import glomers.core.node.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * One node's registers (6a). A node has one thread and runs a transaction without a break, so its
 * transactions come one after the other: strict serializability, for nothing.
 *
 * <p>Breaks: with a second node. The two never hear of each other, and each goes its own way.
 */
final class OneNode implements Node<Request, PeerMessage> {

  private final Context context;
  private final Map<JsonNode, JsonNode> registers = new HashMap<>();

  OneNode(Context context) {
    this.context = context;
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Txn(List<Operation> operations) ->
          context.reply(request, new TxnOk(operations.stream().map(this::execute).toList()));
    }
  }

  private Operation execute(Operation operation) {
    return switch (operation.f()) {
      case READ -> {
        JsonNode value = registers.getOrDefault(operation.key(), NullNode.getInstance());
        yield new Operation(operation.f(), operation.key(), value);
      }
      case WRITE -> {
        registers.put(operation.key(), operation.value());
        yield operation;
      }
    };
  }
}
