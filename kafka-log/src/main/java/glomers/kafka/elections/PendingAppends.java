package glomers.kafka.elections;

import glomers.core.log.Append;
import glomers.core.node.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The appends for which somebody waits at this node, until their records are acknowledged. */
final class PendingAppends {

  /** An append and whom to tell. */
  private static final class Pending {
    private final Append append;
    private final Waiting waiting;
    private final long deadlineNanos;
    private final long wireBytes;
    private boolean forwarded;
    private long forwardedNanos;

    private Pending(Append append, Waiting waiting, long deadlineNanos) {
      this.append = append;
      this.waiting = waiting;
      this.deadlineNanos = deadlineNanos;
      this.wireBytes = append.wireBytes();
    }
  }

  private final Context context;
  private final Map<Append.Id, Pending> byId = new LinkedHashMap<>();

  PendingAppends(Context context) {
    this.context = context;
  }

  /**
   * Adds an append. A retry of one that is still waiting changes nothing: one answer serves both.
   */
  void add(Append append, Waiting waiting) {
    long deadlineNanos = context.nanoTime() + Settings.REQUEST_TIMEOUT.toNanos();
    byId.putIfAbsent(append.id(), new Pending(append, waiting, deadlineNanos));
  }

  /** Whether somebody waits here for the append. */
  boolean contains(Append.Id id) {
    return byId.containsKey(id);
  }

  /** Tells whoever waits for it here that the append is acknowledged. */
  void answer(Append.Id id, long offset) {
    Pending done = byId.remove(id);
    if (done != null) {
      done.waiting.onAcknowledged(offset);
    }
  }

  /** Tells those who have waited for too long. */
  void giveUpExpired(Predicate<Append.Id> isStored) {
    long now = context.nanoTime();
    List<Pending> expired = new ArrayList<>();
    byId.values().removeIf(pending -> pending.deadlineNanos - now <= 0 && expired.add(pending));
    for (Pending pending : expired) {
      pending.waiting.onExpired(
          isStored.test(pending.append.id())
              ? "no majority has acknowledged the record in time"
              : "no leader has taken the record in time");
    }
  }

  /** All that wait. */
  List<Append> all() {
    return byId.values().stream().map(pending -> pending.append).toList();
  }

  /** Whether {@link #takeDue} would return any. */
  boolean isAnyDue(Predicate<Append.Id> isStored) {
    long nowNanos = context.nanoTime();
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
  List<Append> takeDue(Predicate<Append.Id> isStored, long maxBytes) {
    long nowNanos = context.nanoTime();
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
