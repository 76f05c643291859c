package glomers.bench.cli;

import glomers.bench.merge.MergedSweep;
import glomers.bench.merge.SeedLine;
import glomers.bench.merge.SeedLines;
import glomers.bench.suite.SuiteTable;
import glomers.bench.verdict.Validity;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code merge}: puts the shards of a sweep together. */
@Command(
    name = "merge",
    description = {
      "Puts the shards of a sweep together: says which seeds failed, and ends with one table.",
      "Takes what suite --simulate, swarm, and test --simulate --runs wrote with --results."
    },
    footer = {
      "",
      "For example, twenty parts of a sweep on machines that know nothing of each other,",
      "each with its own number K, and then on one of them:",
      "  maelstrom-bench suite list.txt --simulate --runs 1000 --seed 1 --shard K/20 \\",
      "      --results part-K.jsonl",
      "  maelstrom-bench merge part-*.jsonl",
      "",
      "Exit status: 0 no seed failed, 1 one did, 2 none did but some are missing,",
      "254 wrong arguments, or files that do not belong together."
    })
final class MergeCommand implements Callable<Integer> {

  private static final int MAX_FAILURES_SHOWN = 20;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "What a shard wrote with --results.")
  List<Path> files;

  MergeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    MergedSweep sweep = new MergedSweep();
    for (Path file : files) {
      read(file, sweep);
    }
    if (sweep.isEmpty()) {
      throw new UsageException("There is no result of any seed in what you named.");
    }
    List<SeedLine> failures = sweep.failures();
    failures.stream().limit(MAX_FAILURES_SHOWN).forEach(this::tell);
    if (failures.size() > MAX_FAILURES_SHOWN) {
      terminal.println(
          String.format(
              Locale.ROOT, "and %,d more failures", failures.size() - MAX_FAILURES_SHOWN));
    }
    sweep.coverage().forEach(terminal::println);
    if (!sweep.rows().isEmpty()) {
      SuiteTable.lines(sweep.rows(), terminal.hasColor()).forEach(terminal::println);
    }
    sweep.gaps().forEach(terminal::println);
    if (sweep.repeated() > 0) {
      terminal.println(
          String.format(Locale.ROOT, "%,d seeds came twice, and count once", sweep.repeated()));
    }
    terminal.println(conclusion(sweep, failures.size()));
    sweep.findings().forEach(terminal::println);
    return validity(sweep, failures.size()).exitStatus();
  }

  private static Validity validity(MergedSweep sweep, int failures) {
    if (failures > 0) {
      return Validity.INVALID;
    }
    return sweep.missing() > 0 ? Validity.UNKNOWN : Validity.VALID;
  }

  private String conclusion(MergedSweep sweep, int failures) {
    return String.format(
        Locale.ROOT,
        "%s  %,d of %,d seeds failed%s%s, of %,d files",
        validity(sweep, failures).word(terminal.hasColor()),
        failures,
        sweep.seeds(),
        sweep.undecided() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d said nothing", sweep.undecided()),
        sweep.missing() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d are missing", sweep.missing()),
        files.size());
  }

  private void tell(SeedLine failure) {
    boolean isOverLimit = failure.validity() == Validity.VALID && failure.findings().isEmpty();
    terminal.println(
        (isOverLimit
                ? Validity.INVALID.paint("OVER LIMIT", terminal.hasColor())
                : failure.validity().word(terminal.hasColor()))
            + "  "
            + failure.test()
            + ", seed "
            + failure.seed()
            + (failure.reason().isEmpty() ? "" : ": " + failure.reason())
            + "\n  repeat with   "
            + failure.command());
  }

  private static void read(Path file, MergedSweep sweep) {
    try {
      SeedLines.read(file, sweep::add);
    } catch (NoSuchFileException e) {
      throw new UsageException("There is no file " + file + ".");
    } catch (IOException e) {
      throw new UsageException(e.getMessage() + ".");
    }
  }
}
