package glomers.kafka.elections;

import glomers.core.log.Append;
import glomers.core.log.Log;
import glomers.core.message.ErrorReply;
import glomers.core.message.KafkaVerbs.CommitOffsets;
import glomers.core.message.KafkaVerbs.CommitOffsetsOk;
import glomers.core.message.KafkaVerbs.ListCommittedOffsets;
import glomers.core.message.KafkaVerbs.ListCommittedOffsetsOk;
import glomers.core.message.KafkaVerbs.OffsetMessage;
import glomers.core.message.KafkaVerbs.Poll;
import glomers.core.message.KafkaVerbs.PollOk;
import glomers.core.message.KafkaVerbs.Request;
import glomers.core.message.KafkaVerbs.Send;
import glomers.core.message.KafkaVerbs.SendOk;
import glomers.core.message.Message;
import glomers.core.message.WireSize;
import glomers.core.node.Context;
import glomers.kafka.safety.SafetyRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Serves clients from the replicated log: sends are answered when a majority has the record, polls
 * and commits by this node alone.
 */
public final class LogClients implements LogService<Request> {

  private final Context context;
  private final Settings settings;
  private final SafetyRules rules;
  private final LogReplica replica;

  /** Serves clients from a replica that takes part. */
  public LogClients(Context context, Settings settings, SafetyRules rules, LogReplica replica) {
    this.context = context;
    this.settings = settings;
    this.rules = rules;
    this.replica = replica;
  }

  @Override
  public void admit(Message<Request> request) {
    Refusals.refuseWhatIsTooLarge(request);
  }

  @Override
  public ErrorReply notInTime(Request request, String text) {
    return Refusals.notInTime(request, text);
  }

  @Override
  public void serve(Message<Request> request) {
    switch (request.body()) {
      case Send send -> replica.submit(toAppend(request, send), answering(request));
      case Poll(Map<String, Long> offsets) -> context.reply(request, new PollOk(poll(offsets)));
      case CommitOffsets(Map<String, Long> offsets) -> {
        replica.committed().merge(offsets);
        context.reply(request, new CommitOffsetsOk());
      }
      case ListCommittedOffsets(List<String> keys) ->
          context.reply(request, new ListCommittedOffsetsOk(replica.committed().of(keys)));
    }
  }

  private Waiting answering(Message<Request> request) {
    return new Waiting() {
      @Override
      public void onAcknowledged(long offset) {
        context.reply(request, new SendOk(offset));
      }

      @Override
      public void onExpired(String reason) {
        context.reply(request, notInTime(request.body(), reason));
      }
    };
  }

  private Append toAppend(Message<Request> request, Send send) {
    Append.Id name = replica.nameOf(request);
    return new Append(name.source(), name.sequence(), send.key(), send.msg());
  }

  /**
   * What was appended first, whatever its key: what does not fit now is there for the next poll,
   * and comes before all that is appended meanwhile. Were it key by key, a busy key could keep a
   * consumer from ever reading another.
   */
  private Map<String, List<OffsetMessage>> poll(Map<String, Long> offsets) {
    Log log = replica.log();
    Map<String, List<OffsetMessage>> messages = new LinkedHashMap<>();
    long bytesLeft = WireSize.MAX_MESSAGE_BYTES;
    for (long offset : log.offsets(offsets, rules.readableBelow(log), settings.maxPollRecords())) {
      if (bytesLeft <= 0) {
        break;
      }
      Append append = log.entry(offset).append().orElseThrow();
      messages
          .computeIfAbsent(append.key(), key -> new ArrayList<>())
          .add(new OffsetMessage(offset, append.message()));
      bytesLeft -= append.wireBytes();
    }
    return messages;
  }
}
