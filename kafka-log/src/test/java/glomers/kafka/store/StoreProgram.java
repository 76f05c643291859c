package glomers.kafka.store;

import glomers.core.message.KeyValueVerbs.Read;
import glomers.core.message.KeyValueVerbs.Request;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.runtime.Nodes;
import glomers.kafka.elections.LogReplica;
import glomers.kafka.elections.LogService;
import glomers.kafka.elections.Settings;
import glomers.kafka.recovery.RecoveryMessage;
import glomers.kafka.recovery.RecoveryNode;
import glomers.kafka.safety.SafetyRules;
import java.util.function.BiFunction;

/** A node of Maelstrom's workload {@code lin-kv}, out of the log's last step. */
public final class StoreProgram implements NodeProgram<Request, RecoveryMessage> {

  private final SafetyRules rules;
  private final BiFunction<Context, LogReplica, LogService<Request>> service;

  private StoreProgram(
      SafetyRules rules, BiFunction<Context, LogReplica, LogService<Request>> service) {
    this.rules = rules;
    this.service = service;
  }

  /** The store with the log's rules, or with others, to see what breaks. */
  static StoreProgram of(SafetyRules rules) {
    return new StoreProgram(rules, ReplicatedStore::new);
  }

  /** A store that answers reads from what the node has executed by itself. */
  static StoreProgram readingLocally() {
    return new StoreProgram(
        new SafetyRules(),
        (context, replica) ->
            new ReplicatedStore(context, replica) {
              @Override
              public void serve(Message<Request> request) {
                if (request.body() instanceof Read read) {
                  executeBelow(replica.log().highWaterMark());
                  context.reply(request, read(read.key()));
                } else {
                  super.serve(request);
                }
              }
            });
  }

  /** Runs the node on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    Nodes.run(commandLine, of(new SafetyRules()));
  }

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<RecoveryMessage> peerMessageType() {
    return RecoveryMessage.class;
  }

  @Override
  public Node<Request, RecoveryMessage> create(Context context, Options options) {
    return new RecoveryNode<>(
        context, Settings.from(options), rules, replica -> service.apply(context, replica));
  }
}
