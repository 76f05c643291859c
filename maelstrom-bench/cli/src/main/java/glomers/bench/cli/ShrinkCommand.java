package glomers.bench.cli;

import glomers.bench.plan.Plan;
import glomers.bench.sweep.Repetition;
import glomers.bench.sweep.SeedRun;
import glomers.bench.sweep.SeedTest;
import glomers.bench.verdict.Validity;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shrink}: makes a simulated run that failed smaller, later. */
@Command(
    name = "shrink",
    sortOptions = false,
    description = {
      "Makes a simulated run that failed as small as it can be and still fail, and tells it as a",
      "story. Tests do that by themselves; this does it later, or for longer."
    },
    footer = {
      "",
      "For example, the newest run, for up to five minutes:",
      "  maelstrom-bench shrink store/latest --bin broadcast.jar --shrink-seconds 300",
      "",
      "Exit status: 0 a smaller run stands in the folder's shrunk folder, 1 the run does not fail",
      "(any more), 254 wrong arguments, or no plan in the folder."
    })
final class ShrinkCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FOLDER", description = "The run's folder, which has its plan.json.")
  Path folder;

  @Option(
      names = "--bin",
      paramLabel = "FILE",
      required = true,
      description = "The program whose nodes run, as for test --simulate.")
  Path bin;

  @Option(
      names = "--shrink-seconds",
      paramLabel = "SECONDS",
      defaultValue = "" + BenchOptions.SHRINK_SECONDS,
      description = "For how long to try. Default: ${DEFAULT-VALUE}.")
  int shrinkSeconds;

  private final Terminal terminal;

  ShrinkCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (shrinkSeconds < 1) {
      throw new UsageException("--shrink-seconds has to be positive.");
    }
    Plan plan = Plans.read(folder.resolve(RunFiles.PLAN));
    BenchOptions options = new BenchOptions();
    options.shrinkSeconds = shrinkSeconds;
    SeedTest test = SeedTest.of(plan, Programs.load(bin, plan.arguments()));
    SeedRun failed = test.run(Repetition.NEVER);
    boolean isShrunk =
        failed.judgement().validity() != Validity.VALID
            && new ShrinkSession(terminal, options).shrink(failed, bin, Optional.of(folder));
    if (!isShrunk) {
      terminal.println(
          "With this program the run does not fail; there is nothing to make smaller.");
    }
    return isShrunk ? 0 : 1;
  }
}
