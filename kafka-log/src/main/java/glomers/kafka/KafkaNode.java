package glomers.kafka;

import glomers.core.log.Append;
import glomers.core.message.KafkaVerbs.CommitOffsets;
import glomers.core.message.KafkaVerbs.CommitOffsetsOk;
import glomers.core.message.KafkaVerbs.ListCommittedOffsets;
import glomers.core.message.KafkaVerbs.ListCommittedOffsetsOk;
import glomers.core.message.KafkaVerbs.OffsetMessage;
import glomers.core.message.KafkaVerbs.Poll;
import glomers.core.message.KafkaVerbs.PollOk;
import glomers.core.message.KafkaVerbs.Request;
import glomers.core.message.KafkaVerbs.Send;
import glomers.core.message.Message;
import glomers.core.message.WireSize;
import glomers.core.node.Context;
import glomers.core.node.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Serves clients from the replicated log: sends are answered when a majority has the record, polls
 * and commits by this node alone. Requests that come before the replica is ready wait.
 */
final class KafkaNode implements Node<Request, ReplicaMessage> {

  private record Parked(Message<Request> request, long deadlineNanos) {}

  private final Context context;
  private final Settings settings;
  private final SafetyRules rules;
  private final Replica replica;
  private final Queue<Parked> parked = new ArrayDeque<>();
  private boolean ready;
  private long unnumberedSends;

  KafkaNode(Context context, Settings settings, SafetyRules rules) {
    this.context = context;
    this.settings = settings;
    this.rules = rules;
    this.replica = new Replica(context, settings, rules, this::onReady);
    replica.start();
  }

  private void onReady() {
    ready = true;
    while (!parked.isEmpty()) {
      handle(parked.remove().request);
    }
  }

  @Override
  public void onPeerMessage(Message<ReplicaMessage> message) {
    replica.receive(message.src(), message.body());
  }

  @Override
  public void onRequest(Message<Request> request) {
    Refusals.refuseWhatIsTooLarge(request);
    if (ready) {
      handle(request);
    } else {
      park(request);
    }
  }

  private void park(Message<Request> request) {
    if (parked.size() >= Settings.MAX_PARKED) {
      giveUp(parked.remove());
    }
    parked.add(new Parked(request, context.nanoTime() + Settings.REQUEST_TIMEOUT.toNanos()));
    context.after(Settings.REQUEST_TIMEOUT, this::giveUpExpired);
  }

  private void giveUpExpired() {
    while (!parked.isEmpty() && parked.peek().deadlineNanos - context.nanoTime() <= 0) {
      giveUp(parked.remove());
    }
  }

  private void giveUp(Parked tooLate) {
    Message<Request> request = tooLate.request;
    context.reply(request, Refusals.notInTime(request.body(), "this node has not caught up yet"));
  }

  private void handle(Message<Request> request) {
    switch (request.body()) {
      case Send send -> replica.submit(toAppend(request, send), request);
      case Poll(Map<String, Long> offsets) -> context.reply(request, new PollOk(poll(offsets)));
      case CommitOffsets(Map<String, Long> offsets) -> {
        replica.committed.merge(offsets);
        context.reply(request, new CommitOffsetsOk());
      }
      case ListCommittedOffsets(List<String> keys) ->
          context.reply(request, new ListCommittedOffsetsOk(replica.committed.of(keys)));
    }
  }

  /** A client's request is named by the client and its {@code msg_id}, the same in every retry. */
  private Append toAppend(Message<Request> request, Send send) {
    if (request.msgId().isPresent()) {
      return new Append(request.src(), request.msgId().getAsLong(), send.key(), send.msg());
    }
    // Nobody waits for the answer or can retry, but the log wants a name for it all the same.
    return new Append(context.incarnation(), unnumberedSends++, send.key(), send.msg());
  }

  /** The first messages of the first keys: what does not fit now is there for the next poll. */
  private Map<String, List<OffsetMessage>> poll(Map<String, Long> offsets) {
    Map<String, List<OffsetMessage>> messages = new LinkedHashMap<>();
    long below = rules.readableBelow(replica.log);
    int left = settings.maxPollRecords();
    long bytesLeft = WireSize.MAX_MESSAGE_BYTES;
    for (var wanted : offsets.entrySet()) {
      String key = wanted.getKey();
      List<OffsetMessage> found = new ArrayList<>();
      for (long offset : replica.log.offsets(key, wanted.getValue(), below, left)) {
        if (bytesLeft <= 0) {
          break;
        }
        Append append = replica.log.entry(offset).append().orElseThrow();
        found.add(new OffsetMessage(offset, append.message()));
        bytesLeft -= append.wireBytes();
      }
      if (!found.isEmpty()) {
        messages.put(key, found);
        left -= found.size();
      }
    }
    return messages;
  }
}
