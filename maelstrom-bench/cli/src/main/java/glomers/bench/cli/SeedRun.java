package glomers.bench.cli;

import glomers.bench.checker.RuleSet;
import glomers.bench.engine.Chance;
import glomers.bench.limits.RunFigures;
import glomers.bench.node.LogSink;
import glomers.bench.options.TestOptions;
import glomers.bench.program.LoadedProgram;
import glomers.bench.repeat.Difference;
import glomers.bench.repeat.RepeatCheck;
import glomers.bench.repeat.RunTrace;
import glomers.bench.run.RunResult;
import glomers.bench.run.Simulation;
import glomers.bench.verdict.Judge;
import glomers.bench.verdict.Judgement;
import glomers.bench.verdict.Validity;
import glomers.bench.verdict.VerdictText;
import glomers.bench.verdict.Verdicts;
import glomers.bench.workload.Workload;
import glomers.bench.workload.Workloads;
import java.util.List;
import java.util.Optional;

/**
 * One seed, simulated and judged.
 *
 * @param rules by which rules it is judged
 * @param judged what its checkers say, by either set of rules
 * @param reason what is to be said against it first; empty if nothing is. That it cannot be
 *     repeated is the reason only where there is no other
 * @param difference where its repetition went another way, if it was repeated and did
 */
record SeedRun(
    long seed,
    RuleSet rules,
    Verdicts judged,
    String reason,
    RunFigures figures,
    Optional<Difference> difference) {

  /**
   * Simulates a test. What is not valid is run a second time, to see whether it can be repeated,
   * and so is whatever is in the sample. A run that cannot is not valid, whatever its checkers say.
   * Safe to call from several threads at the same time.
   *
   * @param isInSample whether to repeat it although it is valid
   */
  static SeedRun of(
      TestOptions options, LoadedProgram program, List<String> arguments, boolean isInSample) {
    try {
      Workload workload =
          Workloads.create(options, new Chance(options.seed()).source("workload")).orElseThrow();
      RunTrace trace = new RunTrace();
      RunResult result =
          Simulation.run(options, workload, program, arguments, node -> LogSink.NONE, trace);
      Judgement judgement = Judge.judge(options, workload, result);
      Optional<Difference> difference =
          isInSample || judgement.verdicts().byAll() != Validity.VALID
              ? RepeatCheck.repeat(options, program, arguments, result, trace)
              : Optional.empty();
      return of(options.seed(), judgement, difference);
    } catch (RuntimeException e) {
      return new SeedRun(
          options.seed(),
          options.demands().rules(),
          new Verdicts(Validity.UNKNOWN, Validity.UNKNOWN),
          "the bench broke down: " + e,
          RunFigures.NONE,
          Optional.empty());
    }
  }

  private static SeedRun of(long seed, Judgement judgement, Optional<Difference> difference) {
    Judgement whole = difference.map(found -> judgement.with(found.toAnomaly())).orElse(judgement);
    Judgement told = judgement.reasons().isEmpty() ? whole : judgement;
    return new SeedRun(
        seed,
        judgement.rules(),
        judgement.verdicts(),
        told.reasons().isEmpty() ? "" : told.reasons().getFirst(),
        RunFigures.of(whole.validity() == Validity.VALID, judgement.results()),
        difference);
  }

  /** What it came to by either set of rules. That it cannot be repeated breaks ours. */
  Verdicts verdicts() {
    return difference.isPresent() ? judged.withViolationOfOurs() : judged;
  }

  /** What it came to by the rules that it is judged by. */
  Validity validity() {
    return verdicts().by(rules);
  }

  /** Whether it is valid by those rules that it is not judged by. */
  boolean isValidByOtherRules() {
    RuleSet others = rules == RuleSet.ALL ? RuleSet.MAELSTROM : RuleSet.ALL;
    return verdicts().by(others) == Validity.VALID;
  }

  /** Whether nothing is wrong with it but that it cannot be repeated. */
  boolean isOnlyNotRepeatable() {
    return judged.byAll() == Validity.VALID && difference.isPresent();
  }

  boolean isValid() {
    return validity() == Validity.VALID;
  }

  /** Both verdicts where they differ, in the colour of the one that counts. */
  String verdict(boolean color) {
    return VerdictText.paint(verdicts().words(), validity(), color);
  }
}
