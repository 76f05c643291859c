package glomers.bench.shrink;

import glomers.bench.engine.Decisions.Kind;
import glomers.bench.nemesis.FaultSpan;
import glomers.bench.network.Partition;
import glomers.bench.network.TracedMessage;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.plan.DecisionName;
import glomers.bench.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Plans in which one cut stands for many single losses. A loss is named by its number on a link:
 * take an operation away, and another message bears that number. A cut goes by time.
 */
final class LinkCuts {

  private static final int MAX_DROPPED = 16;

  private final Plan plan;
  private final List<TracedMessage> lost;
  private final List<Plan> candidates = new ArrayList<>();

  private LinkCuts(Plan plan, List<TracedMessage> lost) {
    this.plan = plan;
    this.lost = lost;
  }

  /**
   * Plans that lose nothing but what one cut drops: between a node and all others, between two
   * nodes, or on one link; from the first message that was lost there to the last.
   *
   * @param messages what became of all messages as the plan is
   */
  static List<Plan> instead(Plan plan, List<TracedMessage> messages) {
    List<TracedMessage> lost =
        messages.stream()
            .filter(message -> message.fate() == TracedMessage.Fate.LOST)
            .filter(message -> !message.involvesClient() && message.sentNanos() >= 0)
            .toList();
    return new LinkCuts(plan, lost).instead();
  }

  /**
   * Plans in which one message is lost, and a cut is left out that dropped just a few.
   *
   * @param messages what became of all messages as the plan is
   */
  static List<Plan> undone(Plan plan, List<TracedMessage> messages) {
    List<Plan> candidates = new ArrayList<>();
    Map<String, Long> countsByLink = new HashMap<>();
    List<DecisionName> dropped = new ArrayList<>();
    for (TracedMessage message : messages) {
      if (!message.isCopy()) {
        String link = message.src() + ">" + message.dest();
        long number = countsByLink.merge(link, 1L, Long::sum) - 1;
        if (message.fate() == TracedMessage.Fate.CUT) {
          dropped.add(new DecisionName(Kind.LOSS, link, number, 0));
        }
      }
    }
    if (dropped.size() <= MAX_DROPPED) {
      for (FaultSpan fault : plan.faults()) {
        if (fault.kind() == NemesisKind.PARTITION) {
          Plan without =
              plan.withFaults(plan.faults().stream().filter(each -> each != fault).toList());
          for (DecisionName name : dropped) {
            TreeMap<DecisionName, Long> decisions = new TreeMap<>(plan.decisions());
            decisions.put(name, 1L);
            candidates.add(without.withDecisions(decisions));
          }
        }
      }
    }
    return candidates;
  }

  private List<Plan> instead() {
    List<String> nodes = plan.options().nodes();
    for (String node : nodes) {
      add((from, to) -> from.equals(node) || to.equals(node));
    }
    for (int i = 0; i < nodes.size(); i++) {
      for (String other : nodes.subList(i + 1, nodes.size())) {
        Set<String> both = Set.of(nodes.get(i), other);
        add((from, to) -> both.contains(from) && both.contains(to));
      }
    }
    for (String sender : nodes) {
      for (String receiver : nodes) {
        if (!sender.equals(receiver)) {
          add((from, to) -> from.equals(sender) && to.equals(receiver));
        }
      }
    }
    return candidates;
  }

  private void add(BiPredicate<String, String> isCut) {
    List<TracedMessage> gone =
        lost.stream().filter(message -> isCut.test(message.src(), message.dest())).toList();
    if (gone.isEmpty()) {
      return;
    }
    Map<String, Set<String>> unheard = new LinkedHashMap<>();
    List<String> nodes = plan.options().nodes();
    for (String receiver : nodes) {
      for (String sender : nodes) {
        if (!sender.equals(receiver) && isCut.test(sender, receiver)) {
          unheard.computeIfAbsent(receiver, unused -> new LinkedHashSet<>()).add(sender);
        }
      }
    }
    long millisecond = TimeUnit.MILLISECONDS.toNanos(1);
    FaultSpan cut =
        new FaultSpan(
            gone.getFirst().sentNanos() / millisecond * millisecond,
            (gone.getLast().endNanos() / millisecond + 1) * millisecond,
            new Partition(unheard),
            "");
    // There is one partition at a time.
    Stream<FaultSpan> others =
        plan.faults().stream().filter(fault -> fault.kind() != NemesisKind.PARTITION);
    candidates.add(
        plan.without(
                plan.decisions().keySet().stream()
                    .filter(name -> name.kind() == Kind.LOSS)
                    .toList())
            .withOptions(withPartitions(plan.options()))
            .withFaults(
                Stream.concat(others, Stream.of(cut))
                    .sorted(Comparator.comparingLong(FaultSpan::startNanos))
                    .toList()));
  }

  private static TestOptions withPartitions(TestOptions options) {
    EnumSet<NemesisKind> kinds = EnumSet.of(NemesisKind.PARTITION);
    kinds.addAll(options.adversity().nemeses());
    return options.withAdversity(options.adversity().withNemeses(kinds));
  }
}
