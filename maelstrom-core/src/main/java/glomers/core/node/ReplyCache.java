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
 * capacity} requests are remembered; a request whose number is lower than all of a full memory is
 * taken for a straggler that was answered long ago, and dropped. The memory does not survive a
 * restart.
 */
public final class ReplyCache {

  private final Context context;
  private final int capacity;
  private final Map<String, LinkedHashMap<Long, Optional<Body>>> repliesBySource = new HashMap<>();
  private final Map<String, Long> highestForgotten = new HashMap<>();

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
   * Whether the request has been here before. If it was answered, the answer is sent again. If not,
   * it is remembered as under way, and the caller is to carry it out and to answer by {@link
   * #reply}.
   */
  public boolean isDuplicate(Message<?> request) {
    if (request.msgId().isEmpty()) {
      return false;
    }
    long msgId = request.msgId().getAsLong();
    var replies = repliesBySource.computeIfAbsent(request.src(), src -> new LinkedHashMap<>());
    Optional<Body> reply = replies.get(msgId);
    if (reply != null) {
      reply.ifPresent(body -> context.reply(request, body));
      return true;
    }
    if (msgId <= highestForgotten.getOrDefault(request.src(), Long.MIN_VALUE)) {
      return true;
    }
    replies.put(msgId, Optional.empty());
    if (replies.size() > capacity) {
      long eldest = replies.firstEntry().getKey();
      replies.pollFirstEntry();
      highestForgotten.merge(request.src(), eldest, Math::max);
    }
    return false;
  }

  /** Answers the request and remembers the answer. */
  public void reply(Message<?> request, Body body) {
    request
        .msgId()
        .ifPresent(msgId -> {
          var replies = repliesBySource.get(request.src());
          if (replies != null) {
            replies.replace(msgId, Optional.of(body));
          }
        });
    context.reply(request, body);
  }
}
