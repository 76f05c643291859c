package glomers.bench.shrink;

import glomers.bench.engine.Decisions.Kind;
import glomers.bench.nemesis.FaultSpan;
import glomers.bench.network.MessageJournal;
import glomers.bench.network.Network;
import glomers.bench.network.TracedMessage;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProgramSource;
import glomers.bench.plan.DecisionName;
import glomers.bench.plan.Plan;
import glomers.bench.plan.PlannedOperation;
import glomers.bench.run.RunResult;
import glomers.bench.sweep.Repetition;
import glomers.bench.sweep.SeedPool;
import glomers.bench.sweep.SeedRun;
import glomers.bench.sweep.SeedTest;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for the smallest simulated run that still shows what a run has shown. External events go
 * first, then what happens to single messages (Scott et al., "Minimizing Faulty Executions of
 * Distributed Systems", NSDI 2016); what is left is made simpler. All cores try at the same time,
 * yet the result is the same as if one did.
 */
public final class Shrinker extends PlanSearch {

  /** In the order in which one would rather be without them. */
  private static final List<Set<Kind>> KINDS =
      List.of(
          EnumSet.allOf(Kind.class),
          EnumSet.complementOf(EnumSet.of(Kind.LOSS, Kind.COPY)),
          EnumSet.of(Kind.HANDLING, Kind.REACTION, Kind.LATENESS, Kind.START, Kind.PAUSE),
          EnumSet.of(Kind.HANDLING),
          EnumSet.of(Kind.START),
          EnumSet.of(Kind.PAUSE),
          EnumSet.of(Kind.LATENESS),
          EnumSet.of(Kind.REACTION),
          EnumSet.of(Kind.LATENCY),
          EnumSet.of(Kind.HOLD),
          EnumSet.of(Kind.LAG, Kind.REPLICAS),
          EnumSet.of(Kind.COPY),
          EnumSet.of(Kind.LOSS));

  /** Of how many operations all pairs are tried. */
  private static final int MAX_PAIRED = 30;

  private final ProgramSource program;
  private final Goal goal;
  private final AtomicInteger attempts = new AtomicInteger();
  private final boolean canLose;
  private boolean needsTheEnd;

  private Shrinker(Plan plan, ProgramSource program, Goal goal, int maxSeconds) {
    super(plan, maxSeconds);
    this.program = program;
    this.goal = goal;
    // Who was tested without loss need not be told that a message might have been lost.
    this.canLose = !namesOf(EnumSet.of(Kind.LOSS)).isEmpty();
  }

  /**
   * Makes a run smaller.
   *
   * @param failed a run that is not valid
   * @param maxSeconds for how long to try, in real time
   * @return the smallest run found; empty if there is nothing to find again, or if it cannot be
   *     found again, because the run cannot be repeated
   */
  public static Optional<Shrunk> shrink(SeedRun failed, int maxSeconds) {
    Optional<Goal> goal = Goal.of(JudgedRun.of(failed));
    if (goal.isEmpty()) {
      return Optional.empty();
    }
    SeedTest test = failed.test();
    Shrinker shrinker = new Shrinker(test.toPlan(), test.program(), goal.get(), maxSeconds);
    return shrinker.shrink();
  }

  private Optional<Shrunk> shrink() {
    JudgedRun whole = JudgedRun.of(run(plan(), Network.Observer.NONE));
    if (!goal.isShownBy(whole)) {
      return Optional.empty();
    }
    needsTheEnd = goal.needsTheEnd(whole);
    Size before = Size.of(plan(), whole.result());
    Plan smaller;
    do {
      smaller = plan();
      takeAway();
      simplify();
      if (plan().equals(smaller) && plan().operations().size() <= MAX_PAIRED) {
        keepFewerPairs(plan().operations(), Plan::withOperations);
      }
    } while (!plan().equals(smaller) && !isTimeUp());
    boolean isMinimal = !isTimeUp();
    MessageJournal journal = new MessageJournal();
    JudgedRun last = JudgedRun.of(run(plan(), journal));
    return Optional.of(
        new Shrunk(
            plan(),
            last,
            journal,
            goal,
            before,
            Size.of(plan(), last.result()),
            attempts.get(),
            elapsedSeconds(),
            isMinimal));
  }

  private SeedRun run(Plan candidate, Network.Observer observer) {
    return SeedTest.of(candidate, program).run(Repetition.NEVER, node -> LogSink.NONE, observer);
  }

  private boolean isShownBy(Plan candidate) {
    attempts.incrementAndGet();
    if (candidate.equals(plan())) {
      return false; // nothing was taken away
    }
    try {
      return goal.isShownBy(JudgedRun.of(SeedTest.of(candidate, program).runBriefly()));
    } catch (CancellationException e) {
      return false; // another one was found, or time is up
    }
  }

  @Override
  OptionalInt first(int count, IntFunction<Plan> candidate) {
    Iterator<Supplier<Boolean>> tries =
        IntStream.range(0, count)
            .takeWhile(unused -> !isTimeUp())
            .<Supplier<Boolean>>mapToObj(place -> () -> isShownBy(candidate.apply(place)))
            .iterator();
    try (Stream<Boolean> shown = SeedPool.inOrder(tries)) {
      int place = 0;
      for (Iterator<Boolean> each = shown.iterator(); each.hasNext(); place++) {
        if (each.next()) {
          return OptionalInt.of(place);
        }
      }
    }
    return OptionalInt.empty();
  }

  private void takeAway() {
    KINDS.forEach(kinds -> accept(plan().without(namesOf(kinds))));
    accept(plan().withFaults(List.of()));
    if (namesOf(EnumSet.of(Kind.LOSS)).size() > 1) {
      accept(LinkCuts.instead(plan(), messages()));
    }
    if (!needsTheEnd) {
      accept(plan().withoutFinalPhase());
    }
    cutTheEnd(32);
    keepFewer(
        plan().options().nodes(), (whole, kept) -> kept.isEmpty() ? plan() : whole.withNodes(kept));
    if (plan().options().nodes().size() > 2) {
      accept(Simplifications.amongTwo(plan()));
    }
    keepFewer(
        List.copyOf(plan().nodesByClient().keySet()),
        (whole, kept) -> whole.withClients(new HashSet<>(kept)::contains));
    keepFewer(plan().faults(), Plan::withFaults);
    keepFewer(plan().operations(), Plan::withOperations);
    plan().faults().forEach(this::harmFewer);
    for (int place = 0; place < plan().operations().size(); place++) {
      accessLess(place);
    }
    for (Kind kind : Kind.values()) {
      keepFewer(namesOf(EnumSet.of(kind)), (whole, kept) -> whole.keeping(kind, kept));
    }
  }

  private List<DecisionName> namesOf(Set<Kind> kinds) {
    return plan().decisions().keySet().stream()
        .filter(name -> kinds.contains(name.kind()))
        .toList();
  }

  private void harmFewer(FaultSpan fault) {
    keepFewer(
        fault.nodes(),
        (whole, kept) ->
            kept.isEmpty() ? plan() : Simplifications.replacing(whole, fault, fault.among(kept)));
  }

  private void accessLess(int place) {
    PlannedOperation operation = plan().operations().get(place);
    if (operation.invocation().function().equals("txn")) {
      keepFewer(
          operation.invocation().input().valueStream().toList(),
          (whole, kept) -> kept.isEmpty() ? plan() : Simplifications.accessing(whole, place, kept));
    }
  }

  /** What becomes of all messages as the plan is. */
  private List<TracedMessage> messages() {
    MessageJournal journal = new MessageJournal();
    RunResult result = run(plan(), journal).result();
    return journal.messages(result.beganNanos());
  }

  private void simplify() {
    if (canLose && plan().faults().stream().anyMatch(fault -> fault.partition().cutsAnything())) {
      accept(LinkCuts.undone(plan(), messages()));
    }
    for (DecisionName name : namesOf(EnumSet.of(Kind.LOSS, Kind.COPY))) {
      if (plan().decisions().containsKey(name)) {
        accept(Simplifications.earlier(plan(), name));
      }
    }
    accept(Simplifications.withoutPadding(plan()));
    accept(Simplifications.withoutLatency(plan()));
    accept(Simplifications.withEvenLatency(plan()));
    accept(Simplifications.renumbered(plan()));
    accept(Simplifications.withGaps(plan()));
    for (int place = 0; place < Simplifications.gapCount(plan()); place++) {
      accept(Simplifications.withGap(plan(), place));
    }
    accept(Simplifications.rounded(plan()));
    for (DecisionName name : List.copyOf(plan().decisions().keySet())) {
      accept(Simplifications.rounded(plan(), name));
    }
  }
}
