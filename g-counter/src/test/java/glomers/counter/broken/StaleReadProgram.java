package glomers.counter.broken;

import glomers.core.message.CounterVerbs.Read;
import glomers.core.message.CounterVerbs.ReadOk;
import glomers.core.message.CounterVerbs.Request;
import glomers.core.message.ErrorReply;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.KeyValueStore;
import glomers.core.node.KeyValueStore.Outcome.Known;
import glomers.core.node.KeyValueStore.Outcome.Unknown;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.counter.SeqKvNode;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Broken on purpose: the sum in {@code seq-kv}, whose reads ask the store and swap nothing. What
 * they are told may be old, and stays so for as long as nobody adds.
 */
public final class StaleReadProgram {

  private StaleReadProgram() {}

  /** The program. */
  public static NodeProgram<Request, PeerMessage> program() {
    return NodeProgram.of(Request.class, StaleReadNode::new);
  }

  private static final class StaleReadNode implements Node<Request, PeerMessage> {
    private final Context context;
    private final SeqKvNode real;
    private final KeyValueStore<JsonNode> store;

    StaleReadNode(Context context) {
      this.context = context;
      this.real = new SeqKvNode(context);
      this.store = new KeyValueStore<>(context, KeyValueStore.SEQUENTIAL, JsonNode.class);
    }

    @Override
    public void onRequest(Message<Request> request) {
      if (!(request.body() instanceof Read)) {
        real.onRequest(request);
        return;
      }
      store.read(
          "sum",
          outcome ->
              context.reply(
                  request,
                  switch (outcome) {
                    case Known(Optional<JsonNode> sum) ->
                        new ReadOk(sum.map(value -> value.path("sum").asLong()).orElse(0L));
                    case Unknown(ErrorReply error) -> error;
                  }));
    }
  }
}
