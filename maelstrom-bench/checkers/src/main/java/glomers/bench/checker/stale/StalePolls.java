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
 * comes. So if it brings messages of other keys, it counts only when the client has been asking
 * from the same position for as long again, and got nothing of that key.
 */
final class StalePolls {

  private final Stretch stretch;
  private final StaleReads found;
  private final Map<String, HighestSends> sendsByKey = new HashMap<>();
  private final Map<Wish, Unfulfilled> unfulfilled = new HashMap<>();

  /** A client wants to read on. */
  private record Wish(int process, String key) {}

  /** It has been asking from a position without an answer. */
  private record Unfulfilled(long position, long sinceNanos) {}

  private StalePolls(Stretch stretch, StaleReads found) {
    this.stretch = stretch;
    this.found = found;
    for (int i = 0; i < stretch.writes().size(); i++) {
      Operation send = stretch.writes().get(i);
      sendsByKey
          .computeIfAbsent(send.input().get("key").asString(), key -> new HighestSends())
          .add(i, send);
    }
  }

  static void check(List<Operation> history, Freshness freshness, StaleReads found) {
    for (Stretch stretch :
        freshness.stretches(
            history,
            operation -> operation.function().equals("send"),
            operation -> operation.function().equals("poll"))) {
      StalePolls polls = new StalePolls(stretch, found);
      stretch.reads().forEach(polls::check);
    }
  }

  private void check(Operation poll) {
    int due = stretch.dueCount(poll);
    JsonNode brought = poll.output().get("msgs");
    boolean isEmpty = brought.valueStream().allMatch(JsonNode::isEmpty);
    Map<String, Operation> lacking = new LinkedHashMap<>();
    boolean isHeld = false;
    for (Map.Entry<String, JsonNode> asked : poll.input().path("offsets").properties()) {
      String key = asked.getKey();
      long position = asked.getValue().asLong();
      HighestSends sends = sendsByKey.get(key);
      Operation send = sends == null ? null : sends.highestOfFirst(due);
      boolean isDue = send != null && offset(send) >= position;
      isHeld |= isDue;
      Wish wish = new Wish(poll.process(), key);
      if (!isDue || !brought.path(key).isEmpty()) {
        unfulfilled.remove(wish);
      } else {
        Unfulfilled since =
            unfulfilled.compute(
                wish,
                (same, before) ->
                    before != null && before.position == position
                        ? before
                        : new Unfulfilled(position, poll.invokedNanos()));
        boolean hasWaited = poll.invokedNanos() - since.sinceNanos >= stretch.maxStaleNanos();
        if (isEmpty || hasWaited) {
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
