package glomers.kafka.leader;

import glomers.core.log.Append;
import glomers.core.log.Log;
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
import glomers.core.node.Context;
import glomers.core.node.Node;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the leader and its followers have in common: a copy of the log, of which everything below
 * the <em>high-water mark</em> is on a majority of the nodes. Clients see that part only, and are
 * told of a record's offset when it has come to lie in it.
 */
abstract class LogNode implements Node<Request, LeaderMessage> {

  /** How often whatever may have been lost is said again. */
  static final Duration RETRY = Duration.ofMillis(300);

  private static final int MAX_POLLED = 500;

  final Context context;
  final Log log = new Log();

  /** By key, the highest offset that a consumer has committed: copies are merged as maxima. */
  final Map<String, Long> committed = new HashMap<>();

  /** The appends whose clients wait here. */
  final Map<Append, Message<Request>> pending = new LinkedHashMap<>();

  LogNode(Context context) {
    this.context = context;
    context.after(RETRY, this::onRetry);
  }

  private void onRetry() {
    context.after(RETRY, this::onRetry);
    retry();
  }

  /** Says again what may have been lost. */
  abstract void retry();

  /** A client of this node wants something appended; it is pending. */
  abstract void onAppend(Append append);

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Send send -> {
        // Its name is the same in every retry; one without a number is never asked again.
        long number = request.msgId().orElse(-context.nanoTime());
        Append append = new Append(request.src(), number, send.key(), send.msg());
        pending.put(append, request);
        onAppend(append);
        answer(append);
      }
      case Poll(Map<String, Long> offsets) -> {
        Map<String, List<OffsetMessage>> found = new HashMap<>();
        offsets.forEach((key, from) -> found.put(key, messages(key, from)));
        context.reply(request, new PollOk(found));
      }
      case CommitOffsets(Map<String, Long> offsets) -> {
        merge(offsets);
        context.reply(request, new CommitOffsetsOk());
      }
      case ListCommittedOffsets(List<String> keys) -> {
        Map<String, Long> known = new HashMap<>(committed);
        known.keySet().retainAll(keys);
        context.reply(request, new ListCommittedOffsetsOk(known));
      }
    }
  }

  private List<OffsetMessage> messages(String key, long from) {
    return log.offsets(key, from, log.highWaterMark(), MAX_POLLED).stream()
        .map(offset -> new OffsetMessage(offset, append(offset).message()))
        .toList();
  }

  Append append(long offset) {
    return log.entry(offset).append().orElseThrow();
  }

  void merge(Map<String, Long> offsets) {
    offsets.forEach((key, offset) -> committed.merge(key, offset, Math::max));
  }

  /** Raises the high-water mark, and answers the clients who waited for that. */
  void advanceHighWaterMark(long mark) {
    long former = log.highWaterMark();
    if (mark > former) {
      log.advanceHighWaterMark(mark);
      for (long offset = former; offset < mark; offset++) {
        answer(append(offset));
      }
    }
  }

  private void answer(Append append) {
    log.find(append.id()).stream()
        .filter(offset -> offset < log.highWaterMark())
        .forEach(offset -> {
          Message<Request> request = pending.remove(append);
          if (request != null) {
            context.reply(request, new SendOk(offset));
          }
        });
  }
}
