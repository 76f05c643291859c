package glomers.bench.story;

import glomers.bench.history.Operation;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import glomers.bench.story.Carriers.Carrier;
import glomers.bench.story.Story.Arrow;
import glomers.bench.story.Story.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells a small run as a whole. */
final class RunStory {

  /** As many different messages of a kind between two are worth a line each; more are a rhythm. */
  private static final int MAX_ALIKE = 4;

  private final Facts facts;
  private final List<TracedMessage> messages;
  private final Carriers carriers;
  private final boolean isTiny;
  private final List<Line> lines = new ArrayList<>();

  RunStory(Facts facts, List<TracedMessage> messages) {
    this.facts = facts;
    this.messages = messages;
    this.carriers = new Carriers(facts, messages);
    this.isTiny = Stories.isTiny(facts.history);
  }

  Story tell() {
    facts.faults.stream().filter(RunStory::hurtsSomebody).map(Facts::line).forEach(lines::add);
    tellOperations();
    lines.addAll(RepeatedRequests.in(messages));
    for (Carrier carrier : carriers.all) {
      lines.add(facts.line(carrier.message(), carrier.what()));
    }
    tellOtherMessages();
    List<String> remarks = new ArrayList<>(carriers.doubts(facts.names()));
    return new Story(facts.anomaly.description(), facts.inOrder(lines, messages), remarks);
  }

  private static boolean hurtsSomebody(FaultEvent event) {
    return event.fault().equals("partition") || !event.nodes().isEmpty();
  }

  private void tellOperations() {
    List<Operation> beside = new ArrayList<>();
    List<Operation> ofOthers = new ArrayList<>();
    for (Operation operation : facts.history) {
      boolean bears =
          !operation.isFinal()
              || facts.isEvidence(operation)
              || facts.anomaly.operations().isEmpty();
      if (bears && !isTiny && facts.isOfOtherKeys(operation)) {
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
                : alike.size() + " " + which + plural(alike) + several,
            "",
            false,
            OptionalInt.empty(),
            List.of()));
  }

  private static String plural(List<Operation> operations) {
    List<String> functions = operations.stream().map(Operation::function).distinct().toList();
    return functions.equals(List.of("read")) ? "reads" : "operations";
  }

  private void tellOtherMessages() {
    List<TracedMessage> others =
        messages.stream()
            .filter(message -> !message.involvesClient() && !carriers.has(message))
            .toList();
    if (carriers.all.isEmpty()) {
      tellByKind(others);
    } else {
      // Where messages are known that carried it, the others are summed up by pairs of nodes.
      Replies replies = new Replies(carriers.all);
      others.stream()
          .filter(replies::has)
          .forEach(message -> lines.add(facts.line(message, told(message))));
      List<TracedMessage> rest = others.stream().filter(message -> !replies.has(message)).toList();
      byPair(rest).forEach(alike -> lines.add(summedUp(alike, " without " + facts.names())));
    }
  }

  /** Those of which there are few each, and a sum for each pair of nodes of those that go on. */
  private void tellByKind(List<TracedMessage> others) {
    Map<String, Set<String>> textsOfKind = new HashMap<>();
    for (TracedMessage message : others) {
      textsOfKind
          .computeIfAbsent(kind(message), unused -> new HashSet<>())
          .add(message.src() + told(message) + facts.fate(message));
    }
    List<TracedMessage> rhythm = new ArrayList<>();
    for (TracedMessage message : others) {
      boolean isOneOfMany = textsOfKind.get(kind(message)).size() > MAX_ALIKE;
      if (isOneOfMany && !message.fate().isMissed()) {
        rhythm.add(message);
      } else {
        lines.add(facts.line(message, told(message)));
      }
    }
    byPair(rhythm).forEach(alike -> lines.add(summedUp(alike, "")));
  }

  private static Collection<List<TracedMessage>> byPair(List<TracedMessage> messages) {
    return messages.stream()
        .collect(Collectors.groupingBy(RunStory::pair, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  private static String told(TracedMessage message) {
    return JsonWords.message(JsonWords.body(message.json()));
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
