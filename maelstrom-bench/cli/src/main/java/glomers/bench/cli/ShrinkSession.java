package glomers.bench.cli;

import glomers.bench.network.MessageJournal;
import glomers.bench.node.LogSink;
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
  void shrinkNoted() throws IOException {
    for (Noted noted : notedByFinding.values()) {
      MessageJournal journal = new MessageJournal();
      SeedRun failed = noted.test().run(Repetition.NEVER, node -> LogSink.NONE, journal);
      if (bench.noStore) {
        shrink(failed, noted.bin(), Optional.empty());
      } else {
        RunFolder folder = RunFolder.create(bench.store, noted.test().options().workload());
        RunFiles.write(folder, RunFiles.Run.of(failed, noted.command(), Optional.empty()), journal);
        shrink(failed, noted.bin(), Optional.of(folder.path()));
      }
    }
  }

  /**
   * Makes a run smaller, and tells of it.
   *
   * @param bin the program that ran
   * @param whole the run's folder, in which the smaller one is kept, too
   * @return whether there is a smaller one
   */
  boolean shrink(SeedRun failed, Path bin, Optional<Path> whole) throws IOException {
    terminal.progress("  making seed " + failed.test().options().seed() + " smaller");
    Optional<Shrunk> shrunk = Shrinker.shrink(failed, bench.shrinkSeconds);
    if (shrunk.isPresent()) {
      terminal.println("");
      shrunk.get().text().forEach(terminal::println);
      if (whole.isPresent()) {
        keep(shrunk.get(), bin, whole.get().resolve("shrunk"));
      }
    }
    return shrunk.isPresent();
  }

  private void keep(Shrunk shrunk, Path bin, Path folder) throws IOException {
    Path plan = folder.resolve(RunFiles.PLAN);
    String command =
        CommandText.of(List.of("test", "--bin", bin.toString(), "--plan", plan.toString()));
    terminal.println("  page          " + new RunFiles().keepShrunk(folder, command, shrunk));
    terminal.println("  repeat with   " + command);
  }
}
