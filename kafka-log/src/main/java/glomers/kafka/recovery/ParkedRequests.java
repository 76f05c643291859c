package glomers.kafka.recovery;

import glomers.core.message.Message;
import glomers.core.message.Request;
import glomers.core.node.Context;
import glomers.kafka.elections.LogService;
import glomers.kafka.elections.Settings;
import java.util.ArrayDeque;
import java.util.Queue;

/** The requests of those who wait until a node has recovered. */
final class ParkedRequests<R extends Request> {

  private static final int MAX_PARKED = 10_000;

  private record Parked<R extends Request>(Message<R> request, long deadlineNanos) {}

  private final Context context;
  private final LogService<R> service;
  private final Queue<Parked<R>> parked = new ArrayDeque<>();

  ParkedRequests(Context context, LogService<R> service) {
    this.context = context;
    this.service = service;
  }

  void park(Message<R> request) {
    if (parked.size() >= MAX_PARKED) {
      giveUp(parked.remove());
    }
    parked.add(new Parked<>(request, context.nanoTime() + Settings.REQUEST_TIMEOUT.toNanos()));
    context.after(Settings.REQUEST_TIMEOUT, this::giveUpExpired);
  }

  private void giveUpExpired() {
    while (!parked.isEmpty() && parked.peek().deadlineNanos - context.nanoTime() <= 0) {
      giveUp(parked.remove());
    }
  }

  private void giveUp(Parked<R> tooLate) {
    Message<R> request = tooLate.request;
    context.reply(request, service.notInTime(request.body(), "this node has not caught up yet"));
  }

  /** Has all served that still wait. */
  void release() {
    while (!parked.isEmpty()) {
      service.serve(parked.remove().request);
    }
  }
}
