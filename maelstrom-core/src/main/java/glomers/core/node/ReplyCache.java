package glomers.core.node;

import glomers.core.message.Body;
import glomers.core.message.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The receiver's half of exactly-once: remembers which requests have been seen and what was
 * answered, so that a request that comes again, being a retry or a duplicate, takes effect once and
 * gets the same answer. Known as a duplicate request cache (Juszczak, "Improving the Performance
 * and Correctness of an NFS Server", USENIX 1989) or as client sessions (Ongaro, "Consensus", 2014,
 * section 6.3).
 *
 * <p>A request is named by its sender and its {@code msg_id}. For each sender the latest {@code
 * capacity} requests are remembered; one that is gone from a full memory is taken for a straggler
 * that was answered long ago, and dropped. The memory does not survive a restart of the receiver. A
 * sender that restarts numbers its requests from another random number on; they are no stragglers,
 * though they may be lower.
 */
public final class ReplyCache {

  /** Numbers further apart than this are not of one incarnation of their sender. */
  private static final long SERIES = 1L << 24;

  private final Context context;
  private final int capacity;
  private final Map<String, Session> sessions = new HashMap<>();

  /**
   * An empty memory.
   *
   * @param capacity how many requests of each sender to remember; more than it ever has open at
   *     once
   */
  public ReplyCache(Context context, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("want a capacity of at least 1, not " + capacity);
    }
    this.context = context;
    this.capacity = capacity;
  }

  /**
   * Handles a request unless it has been here before. If it was answered, the answer is sent again;
   * if it is still under way, the answer to come will do.
   *
   * @param handler carries the request out, and answers by {@link #reply}, now or later. An
   *     exception that it throws ends as an error reply, as it would without this memory, and that
   *     is remembered as the answer: what came of the request is known to nobody, so it must not be
   *     carried out again
   */
  public void once(Message<?> request, Runnable handler) {
    if (isDuplicate(request)) {
      return;
    }
    try {
      handler.run();
    } catch (RuntimeException e) {
      remember(request, RequestFailed.replyFor(e));
      throw e;
    }
  }

  /** Answers the request and remembers the answer. */
  public void reply(Message<?> request, Body body) {
    remember(request, body);
    context.reply(request, body);
  }

  private boolean isDuplicate(Message<?> request) {
    if (request.msgId().isEmpty()) {
      return false;
    }
    Session session = sessions.computeIfAbsent(request.src(), src -> new Session());
    long msgId = request.msgId().getAsLong();
    Optional<Body> reply = session.replies.get(msgId);
    if (reply != null) {
      reply.ifPresent(body -> context.reply(request, body));
      return true;
    }
    if (session.isStraggler(msgId)) {
      return true;
    }
    session.replies.put(msgId, Optional.empty());
    if (session.replies.size() > capacity) {
      session.forgetEldest();
    }
    return false;
  }

  private void remember(Message<?> request, Body body) {
    Session session = sessions.get(request.src());
    if (session != null && request.msgId().isPresent()) {
      session.replies.replace(request.msgId().getAsLong(), Optional.of(body));
    }
  }

  /** What is remembered of one sender. */
  private static final class Session {
    /** By {@code msg_id}, in the order of arrival; empty while the request is under way. */
    private final LinkedHashMap<Long, Optional<Body>> replies = new LinkedHashMap<>();

    private Optional<Long> highestForgotten = Optional.empty();

    boolean isStraggler(long msgId) {
      return highestForgotten
          .filter(forgotten -> msgId <= forgotten && isOfOneSeries(msgId, forgotten))
          .isPresent();
    }

    void forgetEldest() {
      long eldest = replies.pollFirstEntry().getKey();
      highestForgotten =
          highestForgotten
              .filter(forgotten -> isOfOneSeries(forgotten, eldest))
              .map(forgotten -> Math.max(forgotten, eldest))
              .or(() -> Optional.of(eldest));
    }

    private static boolean isOfOneSeries(long one, long other) {
      return Math.abs(one - other) < SERIES;
    }
  }
}
