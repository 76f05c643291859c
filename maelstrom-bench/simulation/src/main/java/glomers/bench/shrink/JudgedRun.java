package glomers.bench.shrink;

import glomers.bench.options.TestOptions;
import glomers.bench.run.RunResult;
import glomers.bench.sweep.SeedRun;
import glomers.bench.verdict.Judgement;

/** A run on either clock, and what the checkers say of it. */
public record JudgedRun(TestOptions options, RunResult result, Judgement judgement) {

  /** A run of a seed; that it may not be repeatable is left out. */
  static JudgedRun of(SeedRun run) {
    return new JudgedRun(run.test().options(), run.result(), run.checked());
  }
}
