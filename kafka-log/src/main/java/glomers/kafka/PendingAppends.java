package glomers.kafka;

import glomers.core.log.Append;
import glomers.core.message.KafkaVerbs.Request;
import glomers.core.message.Message;
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
    private final long wireBytes;
    private boolean forwarded;
    private long forwardedNanos;

    private Pending(Append append, Message<Request> request, long deadlineNanos) {
      this.append = append;
      this.request = request;
      this.deadlineNanos = deadlineNanos;
      this.wireBytes = append.wireBytes();
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
    long retryNanos = retryNanos();
    return byId.values().stream()
        .anyMatch(pending -> isDue(pending, isStored, nowNanos, retryNanos));
  }

  /**
   * Those to forward now, as many as fit into a message: not in the log yet, and not forwarded a
   * short while ago.
   *
   * @param maxBytes where to stop: none is added once those before it take so many bytes
   */
  List<Append> takeDue(Predicate<Append.Id> isStored, long nowNanos, long maxBytes) {
    List<Append> due = new ArrayList<>();
    long retryNanos = retryNanos();
    long bytes = 0;
    for (Pending pending : byId.values()) {
      if (due.size() >= Settings.MAX_BATCH || bytes >= maxBytes) {
        break;
      }
      if (isDue(pending, isStored, nowNanos, retryNanos)) {
        pending.forwarded = true;
        pending.forwardedNanos = nowNanos;
        due.add(pending.append);
        bytes += pending.wireBytes;
      }
    }
    return due;
  }

  /** There is a new leader: it has been told of nothing yet. */
  void forgetForwarding() {
    byId.values().forEach(pending -> pending.forwarded = false);
  }

  /**
   * After what time something forwarded is taken for lost. Much takes longer than little, and would
   * take longer still if all of it were sent twice.
   */
  private long retryNanos() {
    long bytes = 0;
    for (Pending pending : byId.values()) {
      bytes += pending.forwarded ? pending.wireBytes : 0;
    }
    long nanos = Settings.FORWARD_RETRY.toNanos() * (1 + bytes / Settings.FORWARD_RETRY_BYTES);
    return Math.min(nanos, Settings.MAX_FORWARD_RETRY.toNanos());
  }

  private static boolean isDue(
      Pending pending, Predicate<Append.Id> isStored, long nowNanos, long retryNanos) {
    return (!pending.forwarded || nowNanos - pending.forwardedNanos >= retryNanos)
        && !isStored.test(pending.append.id());
  }
}
