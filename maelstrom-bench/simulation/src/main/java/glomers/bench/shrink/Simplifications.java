package glomers.bench.shrink;

import glomers.bench.client.Invocation;
import glomers.bench.engine.Decisions.Kind;
import glomers.bench.json.Json;
import glomers.bench.nemesis.FaultSpan;
import glomers.bench.network.Latency;
import glomers.bench.options.TestOptions;
import glomers.bench.plan.DecisionName;
import glomers.bench.plan.Plan;
import glomers.bench.plan.PlannedOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Plans that are as large as before, but easier to read. */
final class Simplifications {

  private static final List<Long> ROUND_GAPS_MILLIS =
      List.of(1L, 2L, 5L, 10L, 20L, 50L, 100L, 200L, 500L, 1_000L, 2_000L, 5_000L);

  private static final int MAX_EARLIER = 16;

  private Simplifications() {}

  /** With short values. */
  static Plan withoutPadding(Plan plan) {
    TestOptions options = plan.options();
    return plan.withOptions(options.withData(options.data().withValueBytes(0)));
  }

  /** With a transaction that does less. */
  static Plan accessing(Plan plan, int place, List<JsonNode> accesses) {
    ArrayNode txn = Json.array();
    accesses.forEach(txn::add);
    List<PlannedOperation> operations = new ArrayList<>(plan.operations());
    PlannedOperation whole = operations.get(place);
    operations.set(
        place, new PlannedOperation(whole.atNanos(), whole.client(), new Invocation("txn", txn)));
    return plan.withOperations(operations);
  }

  /** With messages that arrive at once. */
  static Plan withoutLatency(Plan plan) {
    return withLatency(plan, Latency.NONE)
        .without(
            plan.decisions().keySet().stream()
                .filter(name -> name.kind() == Kind.LATENCY)
                .toList());
  }

  /** With messages that all take as long, but for those of which it is said otherwise. */
  static Plan withEvenLatency(Plan plan) {
    long meanMillis = plan.options().adversity().latency().meanMillis();
    return withLatency(plan, new Latency(meanMillis, Latency.Distribution.CONSTANT));
  }

  private static Plan withLatency(Plan plan, Latency latency) {
    TestOptions options = plan.options();
    return plan.withOptions(options.withAdversity(options.adversity().withLatency(latency)));
  }

  /** With small numbers for values and keys. */
  static Plan renumbered(Plan plan) {
    Renumbering renumbering = new Renumbering();
    return plan.withOperations(
        plan.operations().stream()
            .map(operation ->
                new PlannedOperation(
                    operation.atNanos(),
                    operation.client(),
                    renumbering.renumbered(operation.invocation())))
            .toList());
  }

  /**
   * With something happening to another message: to the first that somebody whom a client asks
   * sends to anybody, or to an earlier one on the same link.
   */
  static List<Plan> earlier(Plan plan, DecisionName name) {
    List<DecisionName> others = new ArrayList<>();
    Set<String> asked = new LinkedHashSet<>(plan.nodesByClient().values());
    for (String from : asked) {
      for (String to : plan.options().nodes()) {
        if (!from.equals(to)) {
          others.add(new DecisionName(name.kind(), from + ">" + to, 0, name.copy()));
        }
      }
    }
    for (long number = 0; number < Math.min(name.number(), MAX_EARLIER); number++) {
      others.add(new DecisionName(name.kind(), name.subject(), number, name.copy()));
    }
    return others.stream()
        .filter(other -> other.number() < name.number() && !plan.decisions().containsKey(other))
        .map(other -> {
          TreeMap<DecisionName, Long> decisions = new TreeMap<>(plan.decisions());
          decisions.put(other, decisions.remove(name));
          return plan.withDecisions(decisions);
        })
        .toList();
  }

  /**
   * With two nodes only, of which clients ask the one; what is lost or comes twice is the first
   * message from it to the other.
   */
  static List<Plan> amongTwo(Plan plan) {
    List<Plan> candidates = new ArrayList<>();
    for (String asked : new LinkedHashSet<>(plan.nodesByClient().values())) {
      for (String other : plan.options().nodes()) {
        if (!asked.equals(other)) {
          Plan two =
              plan.withNodes(
                  plan.options().nodes().stream()
                      .filter(node -> node.equals(asked) || node.equals(other))
                      .toList());
          TreeMap<DecisionName, Long> decisions = new TreeMap<>();
          plan.decisions()
              .forEach((name, value) -> {
                if (name.kind() == Kind.LOSS || name.kind() == Kind.COPY) {
                  decisions.put(
                      new DecisionName(name.kind(), asked + ">" + other, 0, name.copy()), value);
                }
              });
          candidates.add(two.withDecisions(decisions));
        }
      }
    }
    return candidates;
  }

  /** The times at which something begins or ends. */
  private static NavigableSet<Long> times(Plan plan) {
    NavigableSet<Long> times = new TreeSet<>(List.of(plan.endNanos()));
    plan.operations().forEach(operation -> times.add(operation.atNanos()));
    for (FaultSpan fault : plan.faults()) {
      times.add(fault.startNanos());
      times.add(fault.stopNanos());
    }
    return times;
  }

  /** How many spans of time there are between such times. */
  static int gapCount(Plan plan) {
    return times(plan).size();
  }

  /** With all spans of time alike, the shortest first. */
  static List<Plan> withGaps(Plan plan) {
    List<Long> times = List.copyOf(times(plan));
    List<Plan> candidates = new ArrayList<>();
    for (long millis : ROUND_GAPS_MILLIS) {
      long gapNanos = TimeUnit.MILLISECONDS.toNanos(millis);
      candidates.add(retimed(plan, nanos -> times.indexOf(nanos) * gapNanos));
    }
    return candidates;
  }

  /** With a shorter span of time at the given place, the shortest first. */
  static List<Plan> withGap(Plan plan, int place) {
    List<Long> times = List.copyOf(times(plan));
    List<Plan> candidates = new ArrayList<>();
    if (place < times.size()) {
      long after = times.get(place);
      long before = place == 0 ? 0 : times.get(place - 1);
      long gap = after - before;
      for (long millis : ROUND_GAPS_MILLIS) {
        long shorter = place == 0 ? 0 : TimeUnit.MILLISECONDS.toNanos(millis);
        if (shorter < gap) {
          candidates.add(retimed(plan, nanos -> nanos < after ? nanos : nanos - gap + shorter));
        }
      }
      long rounder = round(gap);
      if (rounder != gap) {
        candidates.add(retimed(plan, nanos -> nanos < after ? nanos : nanos - gap + rounder));
      }
    }
    return candidates;
  }

  private static Plan retimed(Plan plan, LongUnaryOperator time) {
    return plan.withOperations(
            plan.operations().stream()
                .map(operation -> operation.at(time.applyAsLong(operation.atNanos())))
                .toList())
        .withFaults(
            plan.faults().stream()
                .map(fault ->
                    fault.at(
                        time.applyAsLong(fault.startNanos()), time.applyAsLong(fault.stopNanos())))
                .toList())
        .withEnd(time.applyAsLong(plan.endNanos()));
  }

  /** With round numbers for all that takes its own time. */
  static Plan rounded(Plan plan) {
    return rounded(plan, plan.decisions().keySet());
  }

  /** With a round number for one thing that takes its own time. */
  static Plan rounded(Plan plan, DecisionName name) {
    return rounded(plan, List.of(name));
  }

  private static Plan rounded(Plan plan, Collection<DecisionName> names) {
    TreeMap<DecisionName, Long> rounded = new TreeMap<>(plan.decisions());
    names.forEach(name -> rounded.computeIfPresent(name, (unused, value) -> round(value)));
    return plan.withDecisions(rounded);
  }

  /** To one digit, upwards. */
  private static long round(long value) {
    long unit = 1;
    while (value / unit >= 10) {
      unit *= 10;
    }
    return (value + unit - 1) / unit * unit;
  }

  /** With another fault in the place of one. */
  static Plan replacing(Plan plan, FaultSpan fault, FaultSpan other) {
    return plan.withFaults(
        plan.faults().stream().map(each -> each.equals(fault) ? other : each).toList());
  }
}
