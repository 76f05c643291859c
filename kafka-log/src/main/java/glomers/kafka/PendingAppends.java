package glomers.kafka;

import glomers.core.log.Append;
import glomers.core.message.KafkaVerbs.Request;
import glomers.core.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The appends whose clients wait at this node, until their records are acknowledged. */
final class PendingAppends {

  /** An append and whom to answer. */
  static final class Pending {
    private final Append append;
    private final Message<Request> request;
    private final long deadlineNanos;
    private boolean forwarded;
    private long forwardedNanos;

    private Pending(Append append, Message<Request> request, long deadlineNanos) {
      this.append = append;
      this.request = request;
      this.deadlineNanos = deadlineNanos;
    }

    Append append() {
      return append;
    }

    Message<Request> request() {
      return request;
    }
  }

  private final Map<Append.Id, Pending> byId = new LinkedHashMap<>();

  /**
   * Adds an append. A retry of one that is still waiting changes nothing: one answer serves both.
   */
  void add(Append append, Message<Request> request, long nowNanos) {
    long deadlineNanos = nowNanos + Settings.REQUEST_TIMEOUT.toNanos();
    byId.putIfAbsent(append.id(), new Pending(append, request, deadlineNanos));
  }

  /** Whether a client waits here for the append. */
  boolean contains(Append.Id id) {
    return byId.containsKey(id);
  }

  /** Takes out an append that is done, if a client waits for it here. */
  Optional<Pending> remove(Append.Id id) {
    return Optional.ofNullable(byId.remove(id));
  }

  /** Takes out those that have waited too long. */
  List<Pending> removeExpired(long nowNanos) {
    List<Pending> expired = new ArrayList<>();
    byId.values()
        .removeIf(pending -> pending.deadlineNanos - nowNanos <= 0 && expired.add(pending));
    return expired;
  }

  /** All that wait. */
  List<Append> all() {
    return byId.values().stream().map(pending -> pending.append).toList();
  }

  /** Whether {@link #takeDue} would return any. */
  boolean isAnyDue(Predicate<Append.Id> isStored, long nowNanos) {
    return byId.values().stream().anyMatch(pending -> isDue(pending, isStored, nowNanos));
  }

  /**
   * Those to forward now, as many as fit into a message: not in the log yet, and not forwarded a
   * short while ago.
   *
   * @param maxBytes where to stop: none is added once those before it take so many bytes
   */
  List<Append> takeDue(Predicate<Append.Id> isStored, long nowNanos, long maxBytes) {
    List<Append> due = new ArrayList<>();
    long bytes = 0;
    for (Pending pending : byId.values()) {
      if (due.size() >= Settings.MAX_BATCH || bytes >= maxBytes) {
        break;
      }
      if (isDue(pending, isStored, nowNanos)) {
        pending.forwarded = true;
        pending.forwardedNanos = nowNanos;
        due.add(pending.append);
        bytes += pending.append.wireBytes();
      }
    }
    return due;
  }

  /** There is a new leader: it has been told of nothing yet. */
  void forgetForwarding() {
    byId.values().forEach(pending -> pending.forwarded = false);
  }

  private static boolean isDue(Pending pending, Predicate<Append.Id> isStored, long nowNanos) {
    Duration since = Duration.ofNanos(nowNanos - pending.forwardedNanos);
    return (!pending.forwarded || since.compareTo(Settings.FORWARD_RETRY) >= 0)
        && !isStored.test(pending.append.id());
  }
}
