package glomers.bench.sweep;

import glomers.bench.checker.Anomaly;
import glomers.bench.repeat.Difference;
import glomers.bench.run.RunResult;
import glomers.bench.verdict.Judgement;
import glomers.bench.verdict.Remark;
import glomers.bench.verdict.Validity;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What came of a {@link SeedTest}. It holds all that happened: a sweep keeps the {@link
 * SeedOutcome} alone.
 *
 * @param checked what the checkers say
 * @param difference where its repetition went another way, if it was repeated and did
 */
public record SeedRun(
    SeedTest test, RunResult result, Judgement checked, Optional<Difference> difference) {

  /** The verdict. A run that cannot be repeated is not valid, whatever the checkers say. */
  public Judgement judgement() {
    return difference.map(found -> checked.with(found.toAnomaly())).orElse(checked);
  }

  /**
   * What is to be said against it first; empty if nothing is. That it cannot be repeated is the
   * reason only where there is no other.
   */
  String reason() {
    Judgement told = checked.reasons().isEmpty() ? judgement() : checked;
    return told.reasons().isEmpty() ? "" : told.reasons().getFirst();
  }

  /** What is wrong by the rules that it is judged by, by type; nothing if nothing is. */
  Set<String> findings() {
    Set<String> findings = new LinkedHashSet<>();
    if (result.failure().isPresent()) {
      findings.add(result.failure().get().isCrash() ? "crashed" : "misbehaved");
    } else if (checked.validity() == Validity.INVALID) {
      checked.anomalies().stream().map(Anomaly::type).forEach(findings::add);
    } else if (checked.validity() == Validity.UNKNOWN && !isUndecided()) {
      findings.add("broke-down");
    }
    if (difference.isPresent()) {
      findings.add(Difference.NOT_REPEATABLE);
    }
    return findings;
  }

  /** Whether nothing can be said, because nothing much happened. */
  boolean isUndecided() {
    return result.failure().isEmpty()
        && checked.validity() == Validity.UNKNOWN
        && checked.has(Remark.Kind.UNDECIDED);
  }
}
