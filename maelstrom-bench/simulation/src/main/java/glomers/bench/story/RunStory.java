package glomers.bench.story;

import glomers.bench.history.Operation;
import glomers.bench.network.TracedMessage;
import glomers.bench.story.Carriers.Carrier;
import glomers.bench.story.Story.Arrow;
import glomers.bench.story.Story.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Tells a small run as a whole. */
final class RunStory {

  /** As many messages of one kind on one link are worth a line each; more are a rhythm. */
  private static final int MAX_ALIKE = 4;

  private final Facts facts;
  private final List<TracedMessage> messages;
  private final Carriers carriers;
  private final List<Line> lines = new ArrayList<>();

  RunStory(Facts facts, List<TracedMessage> messages) {
    this.facts = facts;
    this.messages = messages;
    this.carriers = new Carriers(facts, messages);
  }

  Story tell() {
    facts.faults.forEach(event -> lines.add(Facts.line(event)));
    tellOperations();
    for (Carrier carrier : carriers.all) {
      lines.add(facts.line(carrier.message(), carrier.what()));
    }
    tellOtherMessages();
    List<String> remarks = new ArrayList<>(carriers.doubts(facts.names()));
    return new Story(facts.anomaly.description(), facts.inOrder(lines, messages), remarks);
  }

  private void tellOperations() {
    List<Operation> beside = new ArrayList<>();
    List<Operation> ofOthers = new ArrayList<>();
    for (Operation operation : facts.history) {
      boolean bears =
          !operation.isFinal()
              || facts.isEvidence(operation)
              || facts.anomaly.operations().isEmpty();
      if (bears && facts.isOfOtherKeys(operation)) {
        ofOthers.add(operation);
      } else if (bears) {
        lines.add(facts.line(operation));
      } else {
        beside.add(operation);
      }
    }
    addSum(ofOthers, " of other keys", " of other keys");
    addSum(beside, " that has no bearing on it", " that have no bearing on it");
  }

  private void addSum(List<Operation> alike, String one, String several) {
    if (alike.isEmpty()) {
      return;
    }
    Operation first = alike.getFirst();
    String which = first.isFinal() ? "final " : "";
    lines.add(
        new Line(
            first.invokedNanos(),
            "clients",
            Arrow.TO,
            alike.stream()
                .map(Operation::node)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" ")),
            alike.size() == 1
                ? "a " + which + first.function() + one
                : alike.size() + " " + which + "operations" + several,
            "",
            false,
            OptionalInt.empty(),
            List.of()));
  }

  /** Where messages are known that carried it, the others are summed up by pairs of nodes. */
  private void tellOtherMessages() {
    List<TracedMessage> others =
        messages.stream()
            .filter(message -> !message.involvesClient() && !carriers.has(message))
            .toList();
    if (!carriers.all.isEmpty()) {
      Map<String, List<TracedMessage>> byPair = new LinkedHashMap<>();
      others.forEach(message ->
          byPair.computeIfAbsent(pair(message), unused -> new ArrayList<>()).add(message));
      byPair.values().forEach(alike -> lines.add(summedUp(alike, " without " + facts.names())));
      return;
    }
    Map<String, Integer> counts = new HashMap<>();
    others.forEach(message -> counts.merge(kind(message), 1, Integer::sum));
    Map<String, List<TracedMessage>> rhythms = new LinkedHashMap<>();
    for (TracedMessage message : others) {
      if (counts.get(kind(message)) > MAX_ALIKE && !message.fate().isMissed()) {
        rhythms.computeIfAbsent(pair(message), unused -> new ArrayList<>()).add(message);
      } else {
        lines.add(facts.line(message, JsonWords.message(JsonWords.body(message.json()))));
      }
    }
    rhythms.values().forEach(alike -> lines.add(summedUp(alike, "")));
  }

  private static String pair(TracedMessage message) {
    return message.src().compareTo(message.dest()) < 0
        ? message.src() + " " + message.dest()
        : message.dest() + " " + message.src();
  }

  private static String kind(TracedMessage message) {
    return pair(message) + " " + JsonWords.type(JsonWords.body(message.json()));
  }

  private Line summedUp(List<TracedMessage> alike, String without) {
    TracedMessage first = alike.getFirst();
    boolean isOneWay = alike.stream().allMatch(message -> message.src().equals(first.src()));
    List<String> types =
        alike.stream()
            .map(message -> JsonWords.type(JsonWords.body(message.json())))
            .distinct()
            .toList();
    String what =
        alike.size() == 1
            ? types.getFirst() + without
            : alike.size()
                + " messages"
                + without
                + (types.size() <= 2 ? " (" + String.join(", ", types) + ")" : "");
    long missed = alike.stream().filter(message -> !facts.fate(message).isEmpty()).count();
    return new Line(
        first.sentNanos(),
        first.src(),
        isOneWay ? Arrow.TO : Arrow.BETWEEN,
        first.dest(),
        what,
        missed == 0
            ? ""
            : alike.size() == 1 ? facts.fate(first) : missed + " of them never arrived",
        false,
        OptionalInt.empty(),
        alike.stream().map(TracedMessage::id).toList());
  }
}
