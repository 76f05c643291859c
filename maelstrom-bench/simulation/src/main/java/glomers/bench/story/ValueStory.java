package glomers.bench.story;

import glomers.bench.checker.Anomaly.NoOrder;
import glomers.bench.history.Operation;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import glomers.bench.story.Carriers.Carrier;
import glomers.bench.story.Story.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tells the life of a value, or of versions of keys, in a run of any size. */
final class ValueStory {

  private static final int MAX_LINES = 12;
  private static final int MAX_WRITES = 3;
  private static final int MAX_ANSWERS = 4;
  private static final int MAX_FAULTS = 2;
  private static final int MAX_BEFORE_GAP = 5;
  private static final int MAX_BESIDE_GAP = 3;

  private final Facts facts;
  private final List<TracedMessage> messages;
  private final Carriers carriers;
  private final List<String> remarks = new ArrayList<>();

  ValueStory(Facts facts, List<TracedMessage> messages) {
    this.facts = facts;
    this.messages = messages;
    this.carriers = new Carriers(facts, messages);
  }

  Story tell() {
    Set<Operation> operations = new java.util.LinkedHashSet<>();
    if (facts.anomaly.noOrder().isPresent()) {
      operations.addAll(aroundTheGap(facts.anomaly.noOrder().get()));
    } else if (facts.sought.isEmpty()) {
      facts.anomaly.operations().stream().limit(MAX_LINES).forEach(operations::add);
    } else {
      operations.addAll(writes());
      operations.addAll(answers());
    }
    List<Line> lines = new ArrayList<>();
    operations.forEach(operation -> lines.add(facts.line(operation)));
    List<Carrier> told =
        carriersWithin(MAX_LINES - lines.size() - Math.min(MAX_FAULTS, facts.faults.size()));
    told.forEach(carrier -> lines.add(withLateness(carrier)));
    faultsThatBear(told).forEach(event -> lines.add(Facts.line(event)));
    remarkOnCarriers(told);
    remarks.addAll(carriers.doubts(facts.names()));
    return new Story(
        facts.anomaly.description(),
        facts.inOrder(lines, messages),
        lines.isEmpty() ? List.of() : remarks);
  }

  /** What no order has room for, what came last before it, and what was under way then. */
  private List<Operation> aroundTheGap(NoOrder order) {
    List<Integer> last =
        order
            .prefix()
            .subList(Math.max(0, order.prefix().size() - MAX_BEFORE_GAP), order.prefix().size());
    List<Integer> beside = order.concurrent().stream().limit(MAX_BESIDE_GAP).toList();
    return facts.anomaly.operations().stream()
        .filter(operation ->
            operation.index() == order.unplaced()
                || last.contains(operation.index())
                || beside.contains(operation.index()))
        .toList();
  }

  private List<Operation> writes() {
    List<Operation> writes = facts.history.stream().filter(facts::isWrite).toList();
    if (writes.size() <= MAX_WRITES) {
      return writes;
    }
    int more = writes.size() - MAX_WRITES;
    remarks.add(more == 1 ? "1 more operation wrote it." : more + " more operations wrote it.");
    List<Operation> first =
        new ArrayList<>(writes.stream().filter(facts::isEvidence).limit(MAX_WRITES).toList());
    writes.stream()
        .filter(write -> !facts.isEvidence(write))
        .limit(MAX_WRITES - first.size())
        .forEach(first::add);
    return first;
  }

  /** The operations that show the anomaly, and then the last answer of each node. */
  private List<Operation> answers() {
    List<Operation> chosen = new ArrayList<>();
    facts.anomaly.operations().stream()
        .filter(operation -> !facts.isWrite(operation))
        // Of a long chain of transactions the links tell less than what was read at its ends.
        .sorted(Comparator.comparing((Operation operation) -> !facts.readsWhatIsAtIssue(operation)))
        .limit(MAX_ANSWERS)
        .forEach(chosen::add);
    if (facts.anomaly.operations().stream().anyMatch(one -> one.function().equals("txn"))) {
      return chosen; // of a key that is written again and again later answers tell nothing
    }
    Map<String, Operation> lastByNode = new LinkedHashMap<>();
    for (Operation operation : facts.history) {
      if (facts.isAnswer(operation)) {
        lastByNode.merge(operation.node(), operation, this::moreTelling);
      }
    }
    chosen.forEach(operation -> lastByNode.remove(operation.node()));
    // Those who never heard of it tell more than those who have it.
    List<Operation> last = new ArrayList<>(lastByNode.values());
    last.sort(
        Comparator.comparing(
            (Operation operation) -> facts.sightingIn(operation.output()).isPresent()));
    int room = Math.max(0, MAX_ANSWERS - chosen.size());
    chosen.addAll(last.subList(0, Math.min(room, last.size())));
    summarize(last.subList(Math.min(room, last.size()), last.size()));
    return chosen;
  }

  /** The later answer; of a log, polled piece by piece, the later one that has it, if one has. */
  private Operation moreTelling(Operation one, Operation other) {
    boolean isPiece = other.function().equals("poll");
    boolean hasIt = isPiece && facts.sightingIn(one.output()).isPresent();
    boolean otherHasIt = isPiece && facts.sightingIn(other.output()).isPresent();
    if (hasIt != otherHasIt) {
      return hasIt ? one : other;
    }
    return other.completedNanos() >= one.completedNanos() ? other : one;
  }

  private void summarize(List<Operation> untold) {
    Set<String> with = new TreeSet<>();
    Set<String> without = new TreeSet<>();
    for (Operation operation : untold) {
      (facts.sightingIn(operation.output()).isPresent() ? with : without).add(operation.node());
    }
    if (!with.isEmpty()) {
      remarks.add("In their last answers " + names(with) + " also had it.");
    }
    if (!without.isEmpty()) {
      remarks.add("In their last answers " + names(without) + " did not have it either.");
    }
  }

  private static String names(Set<String> nodes) {
    return nodes.size() <= 6 ? String.join(" ", nodes) : nodes.size() + " other nodes";
  }

  /** What never arrived and who was first to tell whom; of each link the first of its kind. */
  private List<Carrier> carriersWithin(int room) {
    List<Carrier> chosen = new ArrayList<>();
    Set<String> links = new HashSet<>();
    List<Carrier> wanted = new ArrayList<>();
    for (Carrier carrier : carriers.all) {
      boolean isMissed = !facts.isRead(carrier.message());
      String link = carrier.message().src() + " " + carrier.message().dest() + " " + isMissed;
      if ((carrier.isNews() || isMissed) && links.add(link)) {
        wanted.add(carrier);
      }
    }
    // What somebody never heard, and what happened at the node that shows the anomaly, comes first.
    Set<String> knowers = carriers.knowers();
    Set<Carrier> leading = leadingTo(wanted, knowers);
    wanted.sort(
        Comparator.comparing(
            (Carrier carrier) -> leading.contains(carrier) ? 1 : importance(carrier, knowers)));
    chosen.addAll(wanted.subList(0, Math.min(Math.max(2, room), wanted.size())));
    return chosen;
  }

  /** How those had heard of it who tried in vain to tell somebody who never heard of it. */
  private Set<Carrier> leadingTo(List<Carrier> wanted, Set<String> knowers) {
    Map<String, Carrier> newsTo = new HashMap<>();
    carriers.all.stream()
        .filter(Carrier::isNews)
        .forEach(carrier -> newsTo.putIfAbsent(carrier.message().dest(), carrier));
    Set<Carrier> leading = new HashSet<>();
    for (Carrier carrier : wanted) {
      if (importance(carrier, knowers) < 2) {
        Carrier before = newsTo.get(carrier.message().src());
        while (before != null && leading.add(before)) {
          before = newsTo.get(before.message().src());
        }
      }
    }
    return leading;
  }

  private int importance(Carrier carrier, Set<String> knowers) {
    String dest = carrier.message().dest();
    if (!knowers.contains(dest)) {
      return 0;
    }
    if (facts.anomaly.subject().node().filter(dest::equals).isPresent()) {
      return 1;
    }
    boolean isAmongEvidence =
        facts.anomaly.operations().stream().anyMatch(operation -> operation.node().equals(dest));
    return !carrier.isNews() ? 4 : isAmongEvidence ? 2 : 3;
  }

  /** What arrived only after an answer that should have shown it. */
  private Line withLateness(Carrier carrier) {
    Line line = facts.line(carrier.message(), carrier.what());
    boolean isTooLate =
        carrier.isNews()
            && facts.anomaly.operations().stream()
                .anyMatch(operation ->
                    operation.node().equals(carrier.message().dest())
                        && facts.isAnswer(operation)
                        && operation.completedNanos() < carrier.message().endNanos()
                        && operation.invokedNanos() > carrier.message().sentNanos());
    return isTooLate ? line.withFate("too late", true) : line;
  }

  /** Kills of who knew it, and the partition in which it was cut off. */
  private List<FaultEvent> faultsThatBear(List<Carrier> told) {
    List<FaultEvent> bearing = new ArrayList<>();
    for (FaultEvent event : facts.faults) {
      boolean isKillOfKnower =
          event.isStart()
              && event.fault().equals("kill")
              && event.nodes().stream().anyMatch(carriers.knowers()::contains)
              && facts.history.stream()
                  .anyMatch(write ->
                      facts.isWrite(write)
                          && write.invokedNanos() <= event.timeNanos()
                          && event.nodes().contains(write.node()));
      boolean isCut =
          event.fault().equals("partition")
              && event.isStart()
              && told.stream()
                  .map(Carrier::message)
                  .anyMatch(message ->
                      message.fate() == TracedMessage.Fate.CUT
                          && message.endNanos() >= event.timeNanos()
                          && message.endNanos() < healed(event));
      if ((isKillOfKnower || isCut) && bearing.size() < MAX_FAULTS) {
        bearing.add(event);
      }
    }
    return bearing;
  }

  private long healed(FaultEvent start) {
    return facts.faults.stream()
        .filter(event -> !event.isStart() && event.fault().equals(start.fault()))
        .mapToLong(FaultEvent::timeNanos)
        .filter(nanos -> nanos > start.timeNanos())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private void remarkOnCarriers(List<Carrier> told) {
    if (facts.sought.isEmpty() || messages.isEmpty()) {
      return;
    }
    if (carriers.all.isEmpty()) {
      remarks.add("No message between nodes shows " + facts.names() + ".");
      return;
    }
    long missed = carriers.all.stream().filter(carrier -> !facts.isRead(carrier.message())).count();
    long missedTold = told.stream().filter(carrier -> !facts.isRead(carrier.message())).count();
    long left = carriers.all.size() - told.size();
    if (left > 0) {
      remarks.add(
          "Not told: %,d more message%s that carried it%s."
              .formatted(
                  left,
                  left == 1 ? "" : "s",
                  missed > missedTold
                      ? ", %,d of which never arrived".formatted(missed - missedTold)
                      : ""));
    }
  }
}
