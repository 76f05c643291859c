package glomers.bench.shrink;

import glomers.bench.engine.Clock;
import glomers.bench.network.MessageJournal;
import glomers.bench.node.LogSink;
import glomers.bench.plan.Plan;
import glomers.bench.run.ProcessRun;
import glomers.bench.run.RunResult;
import glomers.bench.verdict.Judge;
import glomers.bench.verdict.Judgement;
import glomers.bench.workload.Workload;
import glomers.bench.workload.Workloads;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Looks for a smaller run of processes that still shows what a run has shown: with fewer nodes,
 * clients, operations and faults. On real time the same plan may go either way, so each is tried
 * three times, one after the other, before it is said not to show it; and single messages are not
 * looked at, but for whether any of them has to be lost, doubled or late at all.
 */
public final class ProcessShrinker extends PlanSearch {

  /** How often each plan is tried before it is given up. */
  static final int TRIES = 3;

  private static final int PIECES = 8;

  private final List<String> program;
  private final Consumer<Plan> onTry;
  private Goal goal;
  private Shown smallest;
  private int attempts;

  /** A run that shows it. */
  private record Shown(JudgedRun run, MessageJournal journal) {}

  private ProcessShrinker(Plan plan, List<String> program, int maxSeconds, Consumer<Plan> onTry) {
    super(plan, maxSeconds);
    this.program = program;
    this.onTry = onTry;
  }

  /**
   * Makes a run smaller.
   *
   * @param plan that of a run of processes, which was not valid
   * @param program the words that start a node, the first of them an absolute path
   * @param maxSeconds for how long to try; what is under way then is waited for
   * @param onTry told of each run that begins
   * @return the smallest run found; empty if the plan was valid {@value #TRIES} times
   * @throws IllegalArgumentException if the plan is one of virtual time
   */
  public static Optional<Shrunk> shrink(
      Plan plan, List<String> program, int maxSeconds, Consumer<Plan> onTry) {
    if (plan.clock() != Clock.REAL) {
      throw new IllegalArgumentException("a plan of virtual time");
    }
    return new ProcessShrinker(plan, program, maxSeconds, onTry).shrink();
  }

  private Optional<Shrunk> shrink() {
    Size before = null;
    for (int i = 0; i < TRIES && before == null; i++) {
      Shown whole = run(plan());
      Optional<Goal> found = Goal.of(whole.run());
      if (found.isPresent()) {
        goal = found.get();
        smallest = whole;
        before = Size.of(plan(), whole.run().result());
      }
    }
    if (before == null) {
      return Optional.empty();
    }
    Plan smaller;
    do {
      smaller = plan();
      takeAway(goal.needsTheEnd(smallest.run()));
    } while (!plan().equals(smaller) && !isTimeUp());
    return Optional.of(
        new Shrunk(
            plan(),
            smallest.run(),
            smallest.journal(),
            goal,
            before,
            Size.of(plan(), smallest.run().result()),
            attempts,
            elapsedSeconds(),
            !isTimeUp()));
  }

  private void takeAway(boolean needsTheEnd) {
    cutTheEnd(PIECES);
    accept(plan().without(plan().decisions().keySet()));
    accept(plan().withFaults(List.of()));
    if (!needsTheEnd) {
      accept(plan().withoutFinalPhase());
    }
    keepFewer(
        plan().options().nodes(), (whole, kept) -> kept.isEmpty() ? plan() : whole.withNodes(kept));
    keepFewer(plan().faults(), Plan::withFaults);
    keepFewer(
        List.copyOf(plan().nodesByClient().keySet()),
        (whole, kept) -> whole.withClients(new HashSet<>(kept)::contains));
    keepFewer(plan().operations(), Plan::withOperations);
  }

  private Shown run(Plan candidate) {
    attempts++;
    onTry.accept(candidate);
    Workload workload = Workloads.create(candidate.options()).orElseThrow();
    MessageJournal journal = new MessageJournal();
    RunResult result =
        ProcessRun.of(candidate, workload, program, node -> LogSink.NONE, journal).execute();
    Judgement judgement = Judge.judge(candidate.options(), workload, result);
    return new Shown(new JudgedRun(candidate.options(), result, judgement), journal);
  }

  @Override
  OptionalInt first(int count, IntFunction<Plan> candidate) {
    for (int place = 0; place < count; place++) {
      Plan smaller = candidate.apply(place);
      // Where nobody asks anything, nothing is found but by a node that breaks down by itself.
      boolean isWorthwhile =
          !smaller.equals(plan())
              && (!smaller.operations().isEmpty() || goal instanceof Goal.BrokenOff);
      for (int i = 0; i < TRIES && isWorthwhile && !isTimeUp(); i++) {
        Shown shown = run(smaller);
        if (goal.isShownBy(shown.run())) {
          smallest = shown;
          return OptionalInt.of(place);
        }
      }
    }
    return OptionalInt.empty();
  }
}
