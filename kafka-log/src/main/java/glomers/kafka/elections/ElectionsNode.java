package glomers.kafka.elections;

import glomers.core.message.KafkaVerbs.Request;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.kafka.safety.SafetyRules;

/**
 * A node that takes part in the log from its start on, as if an empty log were all that it ever
 * had. That is true of a new cluster, and of no node that was killed.
 */
final class ElectionsNode implements Node<Request, LogMessage> {

  private final Context context;
  private final LogReplica replica;
  private final LogClients clients;

  ElectionsNode(Context context, Settings settings, SafetyRules rules) {
    this.context = context;
    replica = new LogReplica(context, settings, rules, context::send);
    clients = new LogClients(context, settings, rules, replica);
    replica.enter(LogReplica.FIRST_EPOCH);
    replica.follow();
    context.after(Settings.TICK, this::tick);
  }

  private void tick() {
    context.after(Settings.TICK, this::tick);
    replica.onTick();
  }

  @Override
  public void onRequest(Message<Request> request) {
    clients.admit(request);
    clients.serve(request);
  }

  @Override
  public void onPeerMessage(Message<LogMessage> message) {
    replica.receive(message.src(), message.body());
  }
}
