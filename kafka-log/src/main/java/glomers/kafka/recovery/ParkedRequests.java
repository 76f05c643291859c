package glomers.kafka.recovery;

import glomers.core.message.KafkaVerbs.Request;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.kafka.elections.Refusals;
import glomers.kafka.elections.Settings;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** The requests of those who wait until a node has recovered. */
final class ParkedRequests {

  private static final int MAX_PARKED = 10_000;

  private record Parked(Message<Request> request, long deadlineNanos) {}

  private final Context context;
  private final Queue<Parked> parked = new ArrayDeque<>();

  ParkedRequests(Context context) {
    this.context = context;
  }

  void park(Message<Request> request) {
    if (parked.size() >= MAX_PARKED) {
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

  /** Hands over all that still wait. */
  void release(Consumer<Message<Request>> to) {
    while (!parked.isEmpty()) {
      to.accept(parked.remove().request);
    }
  }
}
