package glomers.bench.cli;

import glomers.bench.network.MessageJournal;
import glomers.bench.node.LogSink;
import glomers.bench.plan.Plan;
import glomers.bench.shrink.ProcessShrinker;
import glomers.bench.shrink.Shrinker;
import glomers.bench.shrink.Shrunk;
import glomers.bench.store.RunFolder;
import glomers.bench.sweep.Repetition;
import glomers.bench.sweep.SeedOutcome;
import glomers.bench.sweep.SeedRun;
import glomers.bench.sweep.SeedTest;
import glomers.bench.verdict.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes runs that failed as small as they can be and still fail, and tells of them. */
final class ShrinkSession {

  /** Seeds that fail alike are told once, and nobody reads more than a few. */
  private static final int MAX_NOTED = 3;

  private final Terminal terminal;
  private final BenchOptions bench;
  private final Map<String, Noted> notedByFinding = new LinkedHashMap<>();

  /**
   * A session.
   *
   * @param bench says whether runs are made smaller at all, for how long to try with each, and
   *     where to keep them
   */
  ShrinkSession(Terminal terminal, BenchOptions bench) {
    this.terminal = terminal;
    this.bench = bench;
  }

  /**
   * A seed that failed.
   *
   * @param command how to have it again
   * @param bin the program that ran
   */
  private record Noted(SeedTest test, String command, Path bin) {}

  /** Whether runs are to be made smaller. */
  boolean isWanted() {
    return !bench.noShrink && bench.plan == null;
  }

  /**
   * Keeps a seed of a sweep in mind, if it is the first that fails in its way; not one on which
   * there is no verdict, or that cannot be repeated.
   */
  void note(SeedTest test, SeedOutcome outcome, String command, Path bin) {
    boolean hasFailed =
        outcome.validity() == Validity.INVALID || outcome.validity() == Validity.CRASHED;
    if (isWanted()
        && hasFailed
        && outcome.difference().isEmpty()
        && notedByFinding.size() < MAX_NOTED) {
      notedByFinding.putIfAbsent(
          outcome.findings().iterator().next(), new Noted(test, command, bin));
    }
  }

  /** Makes the seeds smaller that were kept in mind. */
  void shrinkNoted() {
    for (Noted noted : notedByFinding.values()) {
      MessageJournal journal = new MessageJournal();
      SeedRun failed = noted.test().run(Repetition.NEVER, node -> LogSink.NONE, journal);
      Optional<Path> whole =
          bench.noStore
              ? Optional.empty()
              : kept(() -> {
                RunFolder folder = RunFolder.create(bench.store, noted.test().options().workload());
                RunFiles.write(folder, RunFiles.Run.of(failed, noted.command()), journal);
                return folder.path();
              });
      shrink(failed, noted.bin(), whole);
    }
  }

  /**
   * Makes a run smaller, and tells of it.
   *
   * @param bin the program that ran
   * @param whole the run's folder, in which the smaller one is kept, too; nowhere if empty
   * @return whether there is a smaller one
   */
  boolean shrink(SeedRun failed, Path bin, Optional<Path> whole) {
    terminal.progress("  making seed " + failed.test().options().seed() + " smaller");
    return tell(Shrinker.shrink(failed, bench.shrinkSeconds), bin, whole);
  }

  /**
   * Makes a run of processes smaller, and tells of it.
   *
   * @param plan that of a run that was not valid
   * @param bin the program that ran
   * @param whole the run's folder, in which the smaller one is kept, too; nowhere if empty
   * @return whether there is a smaller one
   */
  boolean shrinkProcesses(Plan plan, Path bin, Optional<Path> whole) {
    List<String> program = Programs.command(bin);
    try (var _ = ShutdownHook.of(ShutdownHook::killDescendants)) {
      return tell(
          ProcessShrinker.shrink(plan, program, bench.shrinkSeconds, this::showTry), bin, whole);
    }
  }

  /** What makes a run smaller later. */
  static String laterCommand(Path folder, Path bin) {
    return CommandText.of(List.of("shrink", folder.toString(), "--bin", bin.toString()));
  }

  private void showTry(Plan tried) {
    terminal.progress(
        String.format(
            Locale.ROOT,
            "  trying: nodes %,d, operations %,d, faults %,d",
            tried.options().nodes().size(),
            tried.operations().size(),
            tried.faults().size()));
  }

  private boolean tell(Optional<Shrunk> shrunk, Path bin, Optional<Path> whole) {
    if (shrunk.isPresent()) {
      terminal.println("");
      shrunk.get().text().forEach(terminal::println);
      whole.ifPresent(folder -> keep(shrunk.get(), bin, folder.resolve("shrunk")));
    }
    return shrunk.isPresent();
  }

  private void keep(Shrunk shrunk, Path bin, Path folder) {
    Path plan = folder.resolve(RunFiles.PLAN);
    String command =
        CommandText.of(List.of("test", "--bin", bin.toString(), "--plan", plan.toString()));
    kept(() -> new RunFiles().keepShrunk(folder, command, shrunk))
        .ifPresent(page -> {
          terminal.println("  page          " + page);
          terminal.println("  repeat with   " + command);
        });
  }

  /** The verdict stands, whatever becomes of the files. */
  private Optional<Path> kept(Keeping keeping) {
    try {
      return Optional.of(keeping.keep());
    } catch (IOException e) {
      terminal.println("The run's files could not all be written: " + e);
      return Optional.empty();
    }
  }

  private interface Keeping {
    Path keep() throws IOException;
  }
}
