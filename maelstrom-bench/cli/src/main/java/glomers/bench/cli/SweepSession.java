package glomers.bench.cli;

import glomers.bench.checker.RuleSet;
import glomers.bench.merge.MergedSweep;
import glomers.bench.merge.SeedLine;
import glomers.bench.node.ProgramSource;
import glomers.bench.options.TestOptions;
import glomers.bench.repeat.Difference;
import glomers.bench.sweep.SeedOutcome;
import glomers.bench.sweep.SeedPool;
import glomers.bench.sweep.SeedSweep;
import glomers.bench.sweep.SeedTest;
import glomers.bench.sweep.Shard;
import glomers.bench.verdict.Validity;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Simulates one test with many seeds, on all cores, and says how to repeat each failure. */
final class SweepSession {

  private final ProgramSource program;
  private final List<String> arguments;
  private final Terminal terminal;
  private final List<String> commandLine;
  private final ShrinkSession shrinking;
  private final Path bin;
  private final AtomicInteger done = new AtomicInteger();

  SweepSession(
      ProgramSource program,
      Path bin,
      List<String> arguments,
      Terminal terminal,
      List<String> commandLine,
      ShrinkSession shrinking) {
    this.bin = bin;
    this.shrinking = shrinking;
    this.program = program;
    this.arguments = arguments;
    this.terminal = terminal;
    this.commandLine = commandLine;
  }

  /**
   * Runs the given number of seeds, beginning with the options' own. Failures are told in the order
   * of the seeds, whichever core was faster.
   *
   * @param shard which of them to simulate
   * @param lines told of each of these
   */
  Validity run(TestOptions options, int runs, Shard shard, Consumer<SeedLine> lines) {
    program.remark().ifPresent(terminal::println);
    long startNanos = System.nanoTime();
    int valid = 0;
    int notRepeatable = 0;
    int validOtherwise = 0;
    Validity worst = Validity.VALID;
    terminal.println(
        String.format(
            Locale.ROOT,
            "Simulating %s with %d seeds, %d to %d, on %d cores%s",
            options.workload(),
            runs,
            options.seed(),
            options.seed() + runs - 1,
            SeedPool.cores(),
            shard.isWhole() ? "" : ", shard " + shard));
    var sweep = new SeedSweep(List.of(new SeedTest(options, program, arguments)), runs, shard);
    int own = shard.size(runs);
    SeedLine.Test test =
        MergedSweep.unlimited(
            CommandText.repeating(commandLine, options.seed()) + " --runs " + runs,
            options.workload(),
            runs);
    try (Stream<SeedOutcome> seeds = sweep.outcomes(unused -> showProgress(own))) {
      for (SeedOutcome seed : (Iterable<SeedOutcome>) seeds::iterator) {
        int place = (int) (seed.seed() - options.seed());
        lines.accept(SeedLine.of(test, place, seed, List.of(), command(seed)));
        worst = worse(worst, seed.validity());
        valid += seed.isValid() ? 1 : 0;
        validOtherwise += seed.isValidByOtherRules() ? 1 : 0;
        notRepeatable += seed.difference().isPresent() ? 1 : 0;
        if (!seed.isValid()) {
          tell(seed);
          shrinking.note(
              new SeedTest(options.withSeed(seed.seed()), program, arguments),
              seed,
              command(seed),
              bin);
        }
      }
    }
    terminal.println(
        String.format(
            Locale.ROOT,
            "%s  %d of %d seeds valid%s%s, in %.1f s",
            worst.word(terminal.hasColor()),
            valid,
            own,
            validOtherwise == valid
                ? ""
                : " (" + validOtherwise + " by " + otherRules(options.demands().rules()) + ")",
            notRepeatable == 0 ? "" : ", " + notRepeatable + " not repeatable",
            (System.nanoTime() - startNanos) / 1e9));
    shrinking.shrinkNoted();
    return worst;
  }

  private void showProgress(int runs) {
    int doneNow = done.incrementAndGet();
    if (terminal.isInteractive()) {
      terminal.progress("  " + doneNow + " of " + runs + " seeds");
    }
  }

  private void tell(SeedOutcome run) {
    terminal.println(
        run.verdict(terminal.hasColor())
            + "  seed "
            + run.seed()
            + ": "
            + run.reason()
            + notRepeatable(run)
            + "\n  repeat with   "
            + command(run));
  }

  /** A run by itself is repeated only if it fails. */
  private String command(SeedOutcome run) {
    return run.isOnlyNotRepeatable()
        ? CommandText.sweepingOver(commandLine, run.seed())
        : CommandText.repeating(commandLine, run.seed());
  }

  /** A finding of its own, beside what else is wrong with the seed. */
  private static String notRepeatable(SeedOutcome run) {
    return run.difference()
        .filter(unused -> !run.isOnlyNotRepeatable())
        .map(difference -> "\n  " + Difference.NOT_REPEATABLE + ": " + difference.sentence())
        .orElse("");
  }

  private static String otherRules(RuleSet rules) {
    return rules == RuleSet.ALL ? "Maelstrom's rules" : "ours";
  }

  private static Validity worse(Validity a, Validity b) {
    return severity(a) >= severity(b) ? a : b;
  }

  private static int severity(Validity validity) {
    return switch (validity) {
      case VALID -> 0;
      case UNKNOWN -> 1;
      case CRASHED -> 2;
      case INVALID -> 3;
    };
  }
}
