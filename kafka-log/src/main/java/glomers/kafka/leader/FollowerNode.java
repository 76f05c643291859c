package glomers.kafka.leader;

import glomers.core.log.Append;
import glomers.core.log.LogEntry;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.kafka.leader.LeaderMessage.Acknowledge;
import glomers.kafka.leader.LeaderMessage.Forward;
import glomers.kafka.leader.LeaderMessage.Replicate;
import java.util.Map;

/**
 * Keeps a copy of the leader's log, and forwards its clients' appends to the leader, again and
 * again until they come back as entries.
 */
final class FollowerNode extends LogNode {

  private final String leader;

  FollowerNode(Context context, String leader) {
    super(context);
    this.leader = leader;
  }

  @Override
  void onAppend(Append append) {
    context.send(leader, new Forward(append));
  }

  @Override
  void retry() {
    for (Append append : pending.keySet()) {
      if (log.find(append.id()).isEmpty()) {
        onAppend(append);
      }
    }
  }

  @Override
  public void onPeerMessage(Message<LeaderMessage> message) {
    if (message.body() instanceof Replicate replicate) {
      merge(replicate.committed());
      take(replicate);
      context.send(leader, new Acknowledge(log.end(), Map.copyOf(committed)));
    }
  }

  private void take(Replicate replicate) {
    long offset = replicate.from();
    for (Append append : replicate.appends()) {
      if (offset == log.end()) { // what is below it has; what is above has overtaken something
        log.append(LogEntry.of(LeaderNode.ONLY_EPOCH, append));
      }
      offset++;
    }
    advanceHighWaterMark(Math.min(replicate.highWaterMark(), log.end()));
  }
}
