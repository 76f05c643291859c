package glomers.bench.checker.stale;

import glomers.bench.checker.Subject;
import glomers.bench.checker.stale.Freshness.Stretch;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A client that is assigned a key for which it has no position of its own starts no lower than the
 * committed offset that it has to know of.
 *
 * <p>Which that is depends on what a node does with a commit that is lower than the one before:
 * keep the higher one, or, as Kafka does, the later one. Both are right. So a client may start at
 * the offset of each commit after which no other was begun that it has to know of, and anywhere
 * above the lowest of these. A poll that brought messages is a commit of the highest offsets that
 * it brought. One of unknown outcome may have committed any offset from its position on, at any
 * time.
 */
final class StaleCommits {

  private final List<Operation> history;
  private final StaleReads found;
  private final Map<String, List<Commit>> commitsByKey = new HashMap<>();
  private final Map<Integer, Set<String>> freshKeysByAssign = new HashMap<>();

  /**
   * An offset that may have been committed.
   *
   * @param poll the operation
   * @param offset the offset, or the lowest that it may be
   * @param doneNanos when it was acknowledged; the end of time if it never was
   */
  private record Commit(Operation poll, long offset, long doneNanos) {}

  private StaleCommits(List<Operation> history, StaleReads found) {
    this.history = history;
    this.found = found;
    history.forEach(this::noteCommit);
    noteFreshKeys();
  }

  static void check(List<Operation> history, Freshness freshness, StaleReads found) {
    StaleCommits commits = new StaleCommits(history, found);
    freshness
        .stretches(
            history,
            operation -> operation.function().equals("poll"),
            operation -> commits.freshKeysByAssign.containsKey(operation.index()))
        .forEach(commits::check);
  }

  private void noteCommit(Operation operation) {
    if (!operation.function().equals("poll")) {
      return;
    }
    if (operation.isOk()) {
      highestOffsets(operation)
          .forEach((key, offset) -> add(key, operation, offset, operation.completedNanos()));
    } else if (operation.outcome() == Outcome.INFO) {
      operation
          .input()
          .path("offsets")
          .properties()
          .forEach(
              asked -> add(asked.getKey(), operation, asked.getValue().asLong(), Long.MAX_VALUE));
    }
  }

  private void add(String key, Operation poll, long offset, long doneNanos) {
    commitsByKey
        .computeIfAbsent(key, unused -> new ArrayList<>())
        .add(new Commit(poll, offset, doneNanos));
  }

  /** A client keeps its positions from one assign to the next, and adds those that it polls. */
  private void noteFreshKeys() {
    Map<Integer, Set<String>> ownByProcess = new HashMap<>();
    history.stream()
        .filter(Operation::isOk)
        .sorted(Comparator.comparingLong(Operation::invokedNanos))
        .forEach(operation -> {
          Set<String> own =
              ownByProcess.computeIfAbsent(operation.process(), unused -> new HashSet<>());
          if (operation.function().equals("assign")) {
            Set<String> assigned = new HashSet<>(operation.output().get("offsets").propertyNames());
            if (!operation.input().path("seekToBeginning").booleanValue(false)) {
              Set<String> fresh = new HashSet<>(assigned);
              fresh.removeAll(own);
              freshKeysByAssign.put(operation.index(), fresh);
            }
            own.clear();
            own.addAll(assigned);
          } else if (operation.function().equals("poll")) {
            own.addAll(highestOffsets(operation).keySet());
          }
        });
  }

  private void check(Stretch stretch) {
    Map<String, List<Commit>> due = new HashMap<>();
    int dueCount = 0;
    List<Operation> assigns =
        stretch.reads().stream().sorted(Comparator.comparingLong(Operation::invokedNanos)).toList();
    for (Operation assign : assigns) {
      for (; dueCount < stretch.dueCount(assign); dueCount++) {
        Operation poll = stretch.writes().get(dueCount);
        highestOffsets(poll)
            .forEach((key, offset) ->
                due.computeIfAbsent(key, unused -> new ArrayList<>())
                    .add(new Commit(poll, offset, poll.completedNanos())));
      }
      check(stretch, assign, due);
    }
  }

  private void check(Stretch stretch, Operation assign, Map<String, List<Commit>> due) {
    boolean isHeld = false;
    List<Operation> ignored = new ArrayList<>();
    String lack = "";
    Subject subject = Subject.NONE;
    for (Map.Entry<String, JsonNode> start : assign.output().get("offsets").properties()) {
      String key = start.getKey();
      if (freshKeysByAssign.get(assign.index()).contains(key) && due.containsKey(key)) {
        isHeld = true;
        Commit latest =
            due.get(key).stream()
                .max(Comparator.comparingLong(commit -> commit.poll().invokedNanos()))
                .orElseThrow();
        long lowest = lowestOffset(key, assign, latest);
        if (start.getValue().asLong() < lowest) {
          ignored.add(latest.poll());
          subject = subject.hasItems() ? subject : Subject.ofKey(Json.text(key));
          lack = lack.isEmpty() ? describe(key, start.getValue().asLong(), lowest, latest) : lack;
        }
      }
    }
    if (isHeld) {
      found.checked();
    }
    if (!ignored.isEmpty()) {
      found.add(stretch.side(), assign, lack, ignored, subject);
    }
  }

  /** The lowest offset that may be the committed one, when the latest commit has to be known. */
  private long lowestOffset(String key, Operation assign, Commit latest) {
    long lowest = latest.offset();
    for (Commit commit : commitsByKey.get(key)) {
      boolean hasBegun = commit.poll().invokedNanos() <= assign.completedNanos();
      if (hasBegun && commit.doneNanos() >= latest.poll().invokedNanos()) {
        lowest = Math.min(lowest, commit.offset());
      }
    }
    return lowest;
  }

  private static String describe(String key, long start, long lowest, Commit latest) {
    return String.format(
        Locale.ROOT,
        "starts key %s at offset %d where %d had been committed (%s, %.3f s)%s",
        key,
        start,
        latest.offset(),
        latest.poll().node(),
        latest.doneNanos() / 1e9,
        lowest == latest.offset() ? "" : " and nothing below " + lowest + " later");
  }

  /** The highest offset of each key that a successful poll brought. */
  private static Map<String, Long> highestOffsets(Operation poll) {
    Map<String, Long> highest = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : poll.output().get("msgs").properties()) {
      for (JsonNode pair : entry.getValue()) {
        highest.merge(entry.getKey(), pair.get(0).asLong(), Math::max);
      }
    }
    return highest;
  }
}
