package glomers.bench.story;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Subject.Item;
import glomers.bench.history.Operation;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import glomers.bench.network.TracedMessage.Fate;
import glomers.bench.story.Story.Arrow;
import glomers.bench.story.Story.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What a run left and an anomaly is about, and the lines that single facts of it make. */
final class Facts {

  /** How many versions one story follows; more would be several stories. */
  private static final int MAX_FOLLOWED = 4;

  /** The name of a kind of partitions, before the nodes that it separates. */
  private static final Pattern KIND = Pattern.compile("^[a-z-]+ (?=n\\d)");

  /** More that say the same are a rhythm, and told where the first of them stands. */
  private static final int MAX_ALIKE = 4;

  /** What takes less is at once, for people. */
  private static final long MIN_TOLD_NANOS = 10_000_000;

  final List<Operation> history;
  final List<FaultEvent> faults;
  final Anomaly anomaly;
  final List<Sought> sought;
  final OperationWords words;
  private final Set<Integer> shown;
  private final boolean hasKeys;

  Facts(List<Operation> history, List<FaultEvent> faults, Anomaly anomaly) {
    this.history = history;
    this.faults = faults;
    this.anomaly = anomaly;
    List<Item> items = anomaly.subject().items();
    this.hasKeys = items.stream().anyMatch(item -> item.key().isPresent());
    this.sought = Sought.of(items, hasKeys ? MAX_FOLLOWED : 1);
    this.words = new OperationWords(anomaly.subject());
    this.shown =
        anomaly.operations().stream().map(Operation::index).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether an operation shows the anomaly. */
  boolean isEvidence(Operation operation) {
    return shown.contains(operation.index());
  }

  /** What is followed, in a few words. */
  String names() {
    return sought.stream().map(Sought::words).collect(Collectors.joining(", "));
  }

  /** Where something that is followed stands in a piece of JSON. */
  Optional<Sighting> sightingIn(JsonNode json) {
    return sought.stream().map(one -> one.in(json)).flatMap(Optional::stream).findFirst();
  }

  /** Whether an operation asked for something that is followed to be stored. */
  boolean isWrite(Operation operation) {
    return switch (operation.function()) {
      case "broadcast", "send" -> sightingIn(operation.input()).isPresent();
      case "txn" ->
          operation
              .input()
              .valueStream()
              .anyMatch(each ->
                  each.path(0).asString("").equals("w")
                      && sightingIn(glomers.bench.json.Json.array().add(each)).isPresent());
      default -> false;
    };
  }

  /** Whether an operation has to do with keys, and with none that is followed. */
  boolean isOfOtherKeys(Operation operation) {
    if (!hasKeys || isEvidence(operation)) {
      return false;
    }
    List<String> keys =
        anomaly.subject().items().stream()
            .flatMap(item -> item.key().stream())
            .map(JsonWords::bare)
            .toList();
    JsonNode input = operation.input();
    return switch (operation.function()) {
      case "send" -> !keys.contains(JsonWords.bare(input.path("key")));
      case "poll" -> keys.stream().noneMatch(input.path("offsets")::has);
      case "assign" ->
          input.path("keys").valueStream().map(JsonWords::bare).noneMatch(keys::contains);
      case "txn" -> input.valueStream().noneMatch(words::isAbout);
      case "read", "write", "cas" -> !keys.contains(JsonWords.bare(input.path(0)));
      default -> false;
    };
  }

  /** Whether an operation's answer says whether what is followed is there. */
  boolean isAnswer(Operation operation) {
    if (!operation.isOk()) {
      return false;
    }
    return switch (operation.function()) {
      case "read" -> !hasKeys && operation.output().isArray();
      case "poll", "txn" -> hasKeys && hasFollowedKey(operation);
      default -> false;
    };
  }

  private boolean hasFollowedKey(Operation operation) {
    if (operation.function().equals("poll")) {
      return anomaly.subject().items().stream()
          .flatMap(item -> item.key().stream())
          .anyMatch(key -> !operation.output().path("msgs").path(JsonWords.bare(key)).isEmpty());
    }
    return operation
        .output()
        .valueStream()
        .anyMatch(each -> each.path(0).asString("").equals("r") && words.isAbout(each));
  }

  /** Whether a transaction read the key that the anomaly is about first of all. */
  boolean readsWhatIsAtIssue(Operation operation) {
    return operation.function().equals("txn")
        && anomaly.subject().items().stream()
            .limit(1)
            .flatMap(item -> item.key().stream())
            .anyMatch(key ->
                operation
                    .input()
                    .valueStream()
                    .anyMatch(each ->
                        each.path(0).asString("").equals("r")
                            && JsonWords.bare(each.path(1)).equals(JsonWords.bare(key))));
  }

  // --------------------------------------------------------------------------------------- lines

  Line line(Operation operation) {
    String lack = hasNoPlace(operation) ? "no order has room for it" : lack(operation);
    return new Line(
        operation.invokedNanos(),
        "c" + operation.process(),
        Arrow.TO,
        operation.node(),
        words.of(operation),
        lack,
        !lack.isEmpty(),
        OptionalInt.of(operation.index()),
        List.of());
  }

  /** Whether it is the one that no order of the others has room for. */
  private boolean hasNoPlace(Operation operation) {
    return anomaly.noOrder().filter(order -> order.unplaced() == operation.index()).isPresent();
  }

  /** That an answer lacks the value that it should have. */
  private String lack(Operation operation) {
    boolean canLack =
        sought.size() == 1
            && isAnswer(operation)
            && !operation.function().equals("txn")
            && (isEvidence(operation) || !hasKeys);
    if (!canLack || !wasWrittenBefore(operation)) {
      return "";
    }
    if (sightingIn(operation.output()).isPresent()) {
      return "";
    }
    String name = anomaly.subject().items().getFirst().value().map(JsonWords::brief).orElse("");
    return name.isEmpty() ? "" : name + " is missing" + (operation.isFinal() ? " for good" : "");
  }

  private boolean wasWrittenBefore(Operation read) {
    return history.stream()
        .anyMatch(
            operation -> isWrite(operation) && operation.invokedNanos() <= read.completedNanos());
  }

  Line line(TracedMessage message, String what) {
    return new Line(
        message.sentNanos(),
        message.src(),
        Arrow.TO,
        message.dest(),
        what + (message.isCopy() ? ", once more" : ""),
        fate(message),
        !isRead(message),
        OptionalInt.empty(),
        List.of(message.id()));
  }

  /** What became of a message, in words; empty if it simply arrived. */
  String fate(TracedMessage message) {
    return switch (message.fate()) {
      case LOST -> "lost";
      case CUT -> "cut off";
      case GONE -> message.dest() + " is gone";
      case PENDING -> "under way at the end";
      case DELIVERED ->
          downBy(message.dest(), message.endNanos())
              .map(fault ->
                  fault.equals("pause")
                      ? message.dest() + " is paused"
                      : "unread: " + message.dest() + " is down")
              .orElse("");
    };
  }

  /** Whether a message came to somebody who could read it. */
  boolean isRead(TracedMessage message) {
    return message.fate() == Fate.DELIVERED
        && downBy(message.dest(), message.endNanos()).filter("kill"::equals).isEmpty();
  }

  /** The fault that keeps a node down at a moment. */
  private Optional<String> downBy(String node, long nanos) {
    Optional<String> down = Optional.empty();
    for (FaultEvent event : faults) {
      if (event.timeNanos() <= nanos && event.nodes().contains(node)) {
        down = event.isStart() ? Optional.of(event.fault()) : Optional.empty();
      }
    }
    return down;
  }

  static Line line(FaultEvent event) {
    return new Line(
        event.timeNanos(),
        "nemesis",
        Arrow.NONE,
        "",
        words(event),
        "",
        false,
        OptionalInt.empty(),
        List.of());
  }

  /** What a fault does to whom, for somebody who has never met it. */
  private static String words(FaultEvent event) {
    String nodes = String.join(" ", event.nodes());
    boolean isStart = event.isStart();
    return switch (event.fault()) {
      case "partition" ->
          isStart
              ? "network cut: " + KIND.matcher(event.description()).replaceFirst("")
              : "network whole again";
      case String fault when nodes.isEmpty() -> fault + ": " + event.description();
      case "kill" -> nodes + (isStart ? " killed" : " started anew, with empty memory");
      case "pause" -> nodes + (isStart ? " paused" : " goes on");
      default -> event.description();
    };
  }

  // --------------------------------------------------------------------------------------- order

  /**
   * Lines in the order of time. What took effect only after something else had happened there says
   * when it did.
   */
  List<Line> inOrder(List<Line> lines, List<TracedMessage> messages) {
    List<Line> all = new ArrayList<>(lines);
    all.sort(
        Comparator.comparingLong(Line::timeNanos)
            .thenComparingInt(this::rank)
            .thenComparingLong(line -> line.messages().isEmpty() ? 0 : line.messages().getFirst()));
    List<Line> sorted = merged(all);
    List<OptionalLong> ends = sorted.stream().map(line -> end(line, messages)).toList();
    return IntStream.range(0, sorted.size()).mapToObj(i -> withEnd(i, sorted, ends)).toList();
  }

  /**
   * Lines in order of which those that say the same are one: if nothing else stands between them,
   * or if they are so many that they are a rhythm.
   */
  private static List<Line> merged(List<Line> lines) {
    Map<List<String>, Integer> counts = new HashMap<>();
    lines.forEach(line -> counts.merge(saying(line), 1, Integer::sum));
    Map<List<String>, List<Line>> alike = new LinkedHashMap<>();
    int run = 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean goesOn = i > 0 && saying(lines.get(i - 1)).equals(saying(line));
      run += goesOn ? 0 : 1;
      List<String> group = new ArrayList<>(saying(line));
      if (line.messages().isEmpty() || counts.get(saying(line)) <= MAX_ALIKE) {
        group.add(line.messages().isEmpty() ? "line " + i : "run " + run);
      }
      alike.computeIfAbsent(group, unused -> new ArrayList<>()).add(line);
    }
    return alike.values().stream().map(Line::together).toList();
  }

  private static List<String> saying(Line line) {
    return List.of(line.ends(), line.what(), line.fate());
  }

  /** Of what happens at the same moment faults come first, and what shows the anomaly last. */
  private int rank(Line line) {
    if (line.arrow() == Arrow.NONE) {
      return 0;
    }
    if (line.operation().isEmpty()) {
      return 2;
    }
    boolean isEvidence = shown.contains(line.operation().getAsInt());
    return isEvidence && line.isAmiss() ? 3 : 1;
  }

  /** When it took effect, if something else began or arrived there in between. */
  private static Line withEnd(int place, List<Line> all, List<OptionalLong> ends) {
    Line line = all.get(place);
    OptionalLong end = ends.get(place);
    if (end.isEmpty() || end.getAsLong() - line.timeNanos() < MIN_TOLD_NANOS) {
      return line;
    }
    boolean matters =
        IntStream.range(0, all.size())
            .filter(other -> other != place)
            .filter(other -> isAt(line.whom(), all.get(other)))
            .anyMatch(other ->
                isBetween(line.timeNanos(), all.get(other).timeNanos(), end.getAsLong())
                    || ends.get(other).isPresent()
                        && isBetween(
                            line.timeNanos(), ends.get(other).getAsLong(), end.getAsLong()));
    if (!matters) {
      return line;
    }
    String words =
        (line.operation().isPresent() ? "answered at " : "arrives at ") + seconds(end.getAsLong());
    return line.withFate(
        line.fate().isEmpty() ? words : words + ", " + line.fate(), line.isAmiss());
  }

  private static boolean isAt(String node, Line line) {
    return line.who().equals(node) || line.whom().equals(node);
  }

  private static boolean isBetween(long from, long nanos, long to) {
    return from < nanos && nanos < to;
  }

  /** When what a line tells of took effect; empty if it never did, or nobody knows. */
  private OptionalLong end(Line line, List<TracedMessage> messages) {
    if (line.operation().isPresent()) {
      return history.stream()
          .filter(operation -> operation.index() == line.operation().getAsInt())
          .filter(Operation::isOk)
          .mapToLong(Operation::completedNanos)
          .findFirst();
    }
    if (line.messages().size() != 1 || !line.fate().isEmpty()) {
      return OptionalLong.empty();
    }
    return messages.stream()
        .filter(message -> message.id() == line.messages().getFirst() && !message.isCopy())
        .filter(message -> message.fate() == Fate.DELIVERED)
        .mapToLong(TracedMessage::endNanos)
        .findFirst();
  }

  static String seconds(long nanos) {
    return String.format(java.util.Locale.ROOT, "%.3f s", nanos / 1e9);
  }
}
