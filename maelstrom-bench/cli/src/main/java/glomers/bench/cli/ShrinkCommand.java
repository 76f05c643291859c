package glomers.bench.cli;

import glomers.bench.engine.Clock;
import glomers.bench.plan.Plan;
import glomers.bench.sweep.Repetition;
import glomers.bench.sweep.SeedRun;
import glomers.bench.sweep.SeedTest;
import glomers.bench.verdict.Validity;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shrink}: makes a simulated run that failed smaller, later. */
@Command(
    name = "shrink",
    sortOptions = false,
    description = {
      "Makes a run that failed as small as it can be and still fail, and tells it as a story.",
      "Simulated tests do that by themselves; this does it later, or for longer. A run of processes",
      "is made smaller as far as that goes on real time: each smaller one is tried three times."
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
      description = "The program whose nodes run, as for the test.")
  Path bin;

  /** One run of processes may take half a minute. */
  private static final int PROCESS_SECONDS = 300;

  @Option(
      names = "--shrink-seconds",
      paramLabel = "SECONDS",
      description =
          "For how long to try. Default: "
              + BenchOptions.SHRINK_SECONDS
              + ", and "
              + PROCESS_SECONDS
              + " with processes.")
  Integer shrinkSeconds;

  @Mixin NodeOptions node = new NodeOptions();

  private final Terminal terminal;

  ShrinkCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (shrinkSeconds != null && shrinkSeconds < 1) {
      throw new UsageException("--shrink-seconds has to be positive.");
    }
    Plan plan = Plans.read(folder.resolve(RunFiles.PLAN));
    BenchOptions options = new BenchOptions();
    boolean isSimulated = plan.clock() == Clock.VIRTUAL;
    options.shrinkSeconds =
        shrinkSeconds != null
            ? shrinkSeconds
            : isSimulated ? BenchOptions.SHRINK_SECONDS : PROCESS_SECONDS;
    ShrinkSession session = new ShrinkSession(terminal, options);
    boolean isShrunk = isSimulated ? simulate(plan, session) : runProcesses(plan, session);
    if (!isShrunk) {
      terminal.println(
          "With this program the run does not fail; there is nothing to make smaller.");
    }
    return isShrunk ? 0 : 1;
  }

  private boolean simulate(Plan plan, ShrinkSession session) {
    SeedTest test = SeedTest.of(plan, Programs.load(bin, plan.arguments(), node));
    SeedRun failed = test.run(Repetition.NEVER);
    return failed.judgement().validity() != Validity.VALID
        && session.shrink(failed, bin, Optional.of(folder));
  }

  private boolean runProcesses(Plan plan, ShrinkSession session) {
    Programs.requireRunnable(bin);
    return session.shrinkProcesses(plan, bin, Optional.of(folder));
  }
}
