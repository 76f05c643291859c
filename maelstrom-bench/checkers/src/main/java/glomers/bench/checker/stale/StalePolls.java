package glomers.bench.checker.stale;

import glomers.bench.checker.Subject;
import glomers.bench.checker.stale.Freshness.Stretch;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A poll gets something of each key of which it has to know a message at or beyond the position
 * that it asks from.
 *
 * <p>Which messages it gets is for others to judge: a poll may bring as few as it likes, and one
 * that leaves out a message between others is a skip. It may even be full before a key's turn
 * comes, and how soon there are as many polls as it takes is the client's affair. So while polls
 * bring messages of other keys, what is asked for is fairness. A key is passed over when others
 * bring what was sent only after the message that it lacks had been acknowledged. Whoever brings
 * the oldest first never does that, and whoever gives each key its turn no more often than there
 * are other keys. It counts when it has happened as often as there are keys, the client having
 * asked from the same position for as long as it has to wait at first once again.
 */
final class StalePolls {

  private final Stretch stretch;
  private final StaleReads found;
  private final Map<String, HighestSends> sendsByKey = new HashMap<>();
  private final Map<Message, Long> sentNanos;

  /** By process and key. */
  private final Map<Integer, Map<String, Unfulfilled>> unfulfilled = new HashMap<>();

  private record Message(String key, JsonNode value) {}

  /** A client has been asking from a position without an answer. */
  private static final class Unfulfilled {
    private final long position;
    private final long sinceNanos;
    private final Operation lacked;
    private int passedOver;

    /**
     * Asked in vain for the first time.
     *
     * @param lacked a message that it lacks
     */
    Unfulfilled(long position, long sinceNanos, Operation lacked) {
      this.position = position;
      this.sinceNanos = sinceNanos;
      this.lacked = lacked;
    }
  }

  private StalePolls(Stretch stretch, Map<Message, Long> sentNanos, StaleReads found) {
    this.stretch = stretch;
    this.found = found;
    this.sentNanos = sentNanos;
    for (int i = 0; i < stretch.writes().size(); i++) {
      Operation send = stretch.writes().get(i);
      sendsByKey
          .computeIfAbsent(send.input().get("key").asString(), key -> new HighestSends())
          .add(i, send);
    }
  }

  static void check(List<Operation> history, Freshness freshness, StaleReads found) {
    Map<Message, Long> sentNanos = new HashMap<>();
    for (Operation operation : history) {
      if (operation.function().equals("send")) {
        JsonNode send = operation.input();
        Message message = new Message(send.get("key").asString(), send.get("msg"));
        sentNanos.merge(message, operation.invokedNanos(), Math::min);
      }
    }
    for (Stretch stretch :
        freshness.stretches(
            history,
            operation -> operation.function().equals("send"),
            operation -> operation.function().equals("poll"))) {
      StalePolls polls = new StalePolls(stretch, sentNanos, found);
      stretch.reads().forEach(polls::check);
    }
  }

  private void check(Operation poll) {
    int due = stretch.dueCount(poll);
    JsonNode brought = poll.output().get("msgs");
    boolean isEmpty = brought.valueStream().allMatch(JsonNode::isEmpty);
    Map<String, Operation> lacking = new LinkedHashMap<>();
    boolean isHeld = false;
    JsonNode offsets = poll.input().path("offsets");
    Map<String, Unfulfilled> wishes =
        unfulfilled.computeIfAbsent(poll.process(), process -> new HashMap<>());
    wishes.keySet().removeIf(key -> !offsets.has(key));
    long latestSentNanos = latestSentNanos(brought);
    for (Map.Entry<String, JsonNode> asked : offsets.properties()) {
      String key = asked.getKey();
      long position = asked.getValue().asLong();
      HighestSends sends = sendsByKey.get(key);
      Operation send = sends == null ? null : sends.highestOfFirst(due);
      boolean isDue = send != null && offset(send) >= position;
      isHeld |= isDue;
      if (!isDue || !brought.path(key).isEmpty()) {
        wishes.remove(key);
      } else {
        Unfulfilled wish =
            wishes.compute(
                key,
                (same, before) ->
                    before != null && before.position == position
                        ? before
                        : new Unfulfilled(position, poll.invokedNanos(), send));
        if (latestSentNanos > wish.lacked.completedNanos()) {
          wish.passedOver++;
        }
        boolean hasWaited = poll.invokedNanos() - wish.sinceNanos >= stretch.maxStaleNanos();
        if (isEmpty || hasWaited && wish.passedOver >= offsets.size()) {
          lacking.put(key, send);
        }
      }
    }
    if (isHeld) {
      found.checked();
    }
    if (!lacking.isEmpty()) {
      Map.Entry<String, Operation> first = lacking.entrySet().iterator().next();
      found.add(
          stretch.side(),
          poll,
          describe(poll, lacking),
          new ArrayList<>(lacking.values()),
          Subject.ofVersion(Json.text(first.getKey()), first.getValue().input().get("msg")));
    }
  }

  /** When the youngest of these messages was sent, as far as that is known. */
  private long latestSentNanos(JsonNode brought) {
    long latest = Long.MIN_VALUE;
    for (Map.Entry<String, JsonNode> ofKey : brought.properties()) {
      for (JsonNode message : ofKey.getValue()) {
        Message sent = new Message(ofKey.getKey(), message.get(1));
        latest = Math.max(latest, sentNanos.getOrDefault(sent, Long.MIN_VALUE));
      }
    }
    return latest;
  }

  private static String describe(Operation poll, Map<String, Operation> lacking) {
    Map.Entry<String, Operation> first = lacking.entrySet().iterator().next();
    Operation send = first.getValue();
    return String.format(
        Locale.ROOT,
        "brings nothing of key %s from offset %d on%s: message %s had been acknowledged there at"
            + " offset %d (%s, %.3f s)",
        first.getKey(),
        poll.input().get("offsets").get(first.getKey()).asLong(),
        lacking.size() == 1 ? "" : ", nor of " + (lacking.size() - 1) + " other keys",
        send.input().get("msg"),
        offset(send),
        send.node(),
        send.completedNanos() / 1e9);
  }

  private static long offset(Operation send) {
    return send.output().get("offset").asLong();
  }

  /** A key's sends, each with those before it reduced to the one with the highest offset. */
  private static final class HighestSends {
    private final List<Integer> places = new ArrayList<>();
    private final List<Operation> highest = new ArrayList<>();

    void add(int place, Operation send) {
      places.add(place);
      highest.add(
          highest.isEmpty() || offset(send) > offset(highest.getLast()) ? send : highest.getLast());
    }

    /** The one with the highest offset of those whose place is below the given one, or null. */
    Operation highestOfFirst(int count) {
      int low = 0;
      int high = places.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (places.get(middle) < count) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low == 0 ? null : highest.get(low - 1);
    }
  }
}
