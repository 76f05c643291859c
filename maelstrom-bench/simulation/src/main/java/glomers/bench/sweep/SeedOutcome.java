package glomers.bench.sweep;

import glomers.bench.checker.RuleSet;
import glomers.bench.options.TestOptions;
import glomers.bench.repeat.Difference;
import glomers.bench.verdict.RunFigures;
import glomers.bench.verdict.Validity;
import glomers.bench.verdict.Verdicts;
import java.util.Optional;
import java.util.Set;

/**
 * What a seed came to: what is worth keeping of a {@link SeedRun} among thousands.
 *
 * @param rules by which rules it is judged
 * @param checked what its checkers say, by either set of rules
 * @param findings what is wrong by the rules that it is judged by, by type; nothing if nothing is
 * @param reason what is to be said against it first; empty if nothing is. That it cannot be
 *     repeated is the reason only where there is no other
 * @param isUndecided whether nothing can be said, because nothing much happened
 * @param difference where its repetition went another way, if it was repeated and did
 * @param seconds how long it took, in real time
 */
public record SeedOutcome(
    long seed,
    RuleSet rules,
    Verdicts checked,
    Set<String> findings,
    String reason,
    boolean isUndecided,
    RunFigures figures,
    Optional<Difference> difference,
    double seconds) {

  static SeedOutcome of(SeedRun run, long startNanos) {
    return new SeedOutcome(
        run.test().options().seed(),
        run.checked().rules(),
        run.checked().verdicts(),
        run.findings(),
        run.reason(),
        run.isUndecided(),
        RunFigures.of(run.judgement().validity() == Validity.VALID, run.checked().results()),
        run.difference(),
        (System.nanoTime() - startNanos) / 1e9);
  }

  /**
   * A seed on which there is no verdict.
   *
   * @param finding why, as a type
   * @param reason why, in a sentence
   */
  public static SeedOutcome unjudged(TestOptions options, String finding, String reason) {
    return new SeedOutcome(
        options.seed(),
        options.demands().rules(),
        new Verdicts(Validity.UNKNOWN, Validity.UNKNOWN),
        Set.of(finding),
        reason,
        false,
        RunFigures.NONE,
        Optional.empty(),
        0);
  }

  /** What it came to by either set of rules. That it cannot be repeated breaks ours. */
  public Verdicts verdicts() {
    return difference.isPresent() ? checked.withViolationOfOurs() : checked;
  }

  /** What it came to by the rules that it is judged by. */
  public Validity validity() {
    return verdicts().by(rules);
  }

  /** Whether it keeps the rules that it is judged by. */
  public boolean isValid() {
    return validity() == Validity.VALID;
  }

  /** Whether it is valid by those rules that it is not judged by. */
  public boolean isValidByOtherRules() {
    RuleSet others = rules == RuleSet.ALL ? RuleSet.MAELSTROM : RuleSet.ALL;
    return verdicts().by(others) == Validity.VALID;
  }

  /** Whether nothing is wrong with it but that it cannot be repeated. */
  public boolean isOnlyNotRepeatable() {
    return checked.byAll() == Validity.VALID && difference.isPresent();
  }

  /** Both verdicts where they differ, in the colour of the one that counts. */
  public String verdict(boolean color) {
    return validity().paint(verdicts().words(), color);
  }
}
