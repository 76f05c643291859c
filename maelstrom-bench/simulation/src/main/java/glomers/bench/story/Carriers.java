package glomers.bench.story;

import glomers.bench.history.Operation;
import glomers.bench.network.TracedMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The messages between nodes, and nodes and services, that carried what a story follows: those in
 * which it stands and whose sender had heard of it. A number that somebody sends before it can know
 * it is some other number.
 */
final class Carriers {

  /** Reading bodies takes time, and a story is told by its first messages and its last. */
  private static final int MAX_READ = 20_000;

  private static final int MAX_WHOLE_CHARS = 48;

  /**
   * One of them.
   *
   * @param what its type and what it says of what is followed, in words
   * @param isNews whether it was the first to tell its receiver
   */
  record Carrier(TracedMessage message, String what, boolean isNews) {}

  final List<Carrier> all = new ArrayList<>();
  private final Map<String, Map<Integer, Long>> knownSince = new HashMap<>();
  private final Set<String> guessedPlaces = new TreeSet<>();
  private final Set<Long> ids = new java.util.HashSet<>();
  private int strangers;
  private int read;

  Carriers(Facts facts, List<TracedMessage> messages) {
    for (Operation operation : facts.history) {
      if (facts.isWrite(operation)) {
        for (int i = 0; i < facts.sought.size(); i++) {
          if (facts.sought.get(i).in(operation.input()).isPresent()) {
            learns(operation.node(), i, operation.invokedNanos());
          }
        }
      }
    }
    for (TracedMessage message : messages) {
      if (!message.involvesClient() && read < MAX_READ) {
        look(facts, message);
      }
    }
  }

  private void look(Facts facts, TracedMessage message) {
    if (facts.sought.stream().noneMatch(one -> one.mayBeIn(message.json()))) {
      return;
    }
    read++;
    JsonNode body = JsonWords.body(message.json());
    List<String> words = new ArrayList<>();
    boolean isNews = false;
    boolean isGuess = false;
    for (int i = 0; i < facts.sought.size(); i++) {
      Optional<Sighting> sighting = facts.sought.get(i).in(body);
      if (sighting.isEmpty()) {
        continue;
      }
      if (!knows(message.src(), i, message.sentNanos())) {
        strangers++;
        continue;
      }
      words.add(sighting.get().words());
      if (sighting.get().isGuess()) {
        isGuess = true;
        guessedPlaces.add(JsonWords.type(body) + "." + sighting.get().place());
      }
      if (facts.isRead(message) && !knows(message.dest(), i, message.endNanos())) {
        isNews = true;
        learns(message.dest(), i, message.endNanos());
      }
    }
    if (!words.isEmpty()) {
      String what =
          isGuess && isShort(body) // so everybody can see what it may be
              ? JsonWords.message(body)
              : JsonWords.type(body) + " " + String.join(", ", words);
      all.add(new Carrier(message, what, isNews));
      ids.add(message.id());
    }
  }

  private static boolean isShort(JsonNode body) {
    return JsonWords.isWhole(body) && JsonWords.message(body).length() <= MAX_WHOLE_CHARS;
  }

  private void learns(String who, int item, long nanos) {
    knownSince.computeIfAbsent(who, unused -> new HashMap<>()).merge(item, nanos, Math::min);
  }

  private boolean knows(String who, int item, long nanos) {
    return knownSince.getOrDefault(who, Map.of()).getOrDefault(item, Long.MAX_VALUE) <= nanos;
  }

  /** Who had heard of it, sooner or later. */
  Set<String> knowers() {
    return knownSince.keySet();
  }

  /** Whether a message is one of them. */
  boolean has(TracedMessage message) {
    return ids.contains(message.id());
  }

  /** What is not certain, a sentence each. */
  List<String> doubts(String names) {
    List<String> doubts = new ArrayList<>();
    if (!guessedPlaces.isEmpty()) {
      doubts.add(
          "A guess: %s in %s."
              .formatted(
                  names,
                  guessedPlaces.stream()
                      .map(place -> place.replaceFirst("\\.$", ""))
                      .collect(Collectors.joining(", "))));
    }
    if (strangers > 0) {
      doubts.add(
          "Not told: %,d %s with %s, from nodes that had not heard of it by then."
              .formatted(strangers, strangers == 1 ? "message" : "messages", names));
    }
    if (read == MAX_READ) {
      doubts.add("Only the first %,d messages that may hold it were read.".formatted(MAX_READ));
    }
    return doubts;
  }
}
