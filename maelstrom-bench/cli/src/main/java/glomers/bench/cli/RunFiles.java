package glomers.bench.cli;

import glomers.bench.engine.Clock;
import glomers.bench.junit.RunArchive;
import glomers.bench.network.MessageJournal;
import glomers.bench.network.TracedMessage;
import glomers.bench.options.TestOptions;
import glomers.bench.page.BenchRun;
import glomers.bench.page.PageWriter;
import glomers.bench.plan.Plan;
import glomers.bench.plan.PlanWriter;
import glomers.bench.report.ResultsJson;
import glomers.bench.report.RunReport;
import glomers.bench.report.RunReport.Heading;
import glomers.bench.run.RunResult;
import glomers.bench.shrink.Shrunk;
import glomers.bench.store.RunFolder;
import glomers.bench.story.Stories;
import glomers.bench.story.Story;
import glomers.bench.sweep.SeedRun;
import glomers.bench.verdict.Judgement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes what there is to keep of a run: its history, faults, messages, results and page. */
public final class RunFiles implements RunArchive {

  /** A plan's file in its run's folder. */
  static final String PLAN = "plan.json";

  /** Everything but the page was written. */
  static final class NoPage extends IOException {
    private static final long serialVersionUID = 1;
    private final transient Written written;

    NoPage(Written written, Exception cause) {
      super("the run's page could not be made: " + cause, cause);
      this.written = written;
    }

    Written written() {
      return written;
    }
  }

  /**
   * What there is to keep.
   *
   * @param title what was tested, in a line
   * @param command how to have the run again
   * @param plan all that was decided in it, where it can be replayed and that is worth while
   * @param origin the larger run that it was made from, if it was
   */
  record Run(
      String title,
      String command,
      boolean isSimulated,
      TestOptions options,
      RunResult result,
      Judgement judgement,
      Optional<Plan> plan,
      Optional<RunReport.Origin> origin) {

    /** A run that was made smaller. */
    static Run of(Shrunk shrunk, String command) {
      return new Run(
          titleOfShrunk(shrunk.run().options()),
          command,
          shrunk.plan().clock() == Clock.VIRTUAL,
          shrunk.run().options(),
          shrunk.run().result(),
          shrunk.run().judgement(),
          Optional.of(shrunk.plan()),
          Optional.of(new RunReport.Origin("..", shrunk.takenAway())));
    }

    /** A simulated run that failed. */
    static Run of(SeedRun failed, String command) {
      TestOptions options = failed.test().options();
      return new Run(
          RunFiles.title(options),
          command,
          true,
          options,
          failed.result(),
          failed.judgement(),
          Optional.of(failed.test().toPlan()),
          Optional.empty());
    }
  }

  /**
   * What is worth saying of what was written.
   *
   * @param historyHash the history's hash
   * @param stories how each anomaly came about, in their order
   */
  record Written(String historyHash, List<Story> stories) {}

  /** For tests of nodes, which find it by its name. */
  public RunFiles() {}

  @Override
  public Path keep(Path folder, String command, SeedRun failed, MessageJournal journal)
      throws IOException {
    write(RunFolder.at(folder), Run.of(failed, command), journal);
    return folder.resolve(PageWriter.NAME);
  }

  @Override
  public Path keepShrunk(Path folder, String command, Shrunk shrunk) throws IOException {
    write(RunFolder.at(folder), Run.of(shrunk, command), shrunk.journal());
    return folder.resolve(PageWriter.NAME);
  }

  /**
   * Writes all files.
   *
   * @throws NoPage if it was only the page that could not be made
   */
  static Written write(RunFolder dir, Run run, MessageJournal journal) throws IOException {
    return write(dir, run, journal.messages(run.result().beganNanos()), journal.omittedCount());
  }

  /**
   * Writes all files.
   *
   * @param messages what became of the messages, those excepted that there was no room for
   * @param omitted how many these were
   * @throws NoPage if it was only the page that could not be made
   */
  static Written write(RunFolder dir, Run run, List<TracedMessage> messages, long omitted)
      throws IOException {
    RunResult result = run.result();
    if (run.plan().isPresent()) {
      dir.writeText(PLAN, PlanWriter.write(run.plan().get()));
    }
    String hash = dir.writeHistory(result.history());
    dir.writeFaults(result.faults());
    dir.writeMessages(messages);
    List<Story> stories =
        Stories.of(run.judgement().anomalies(), result.history(), messages, result.faults());
    RunReport own =
        RunReport.of(
            new Heading(
                run.title(),
                run.command(),
                run.options().seed(),
                run.isSimulated(),
                hash,
                result.elapsedNanos() - result.beganNanos(),
                omitted,
                result.faults().size()),
            run.options(),
            run.judgement(),
            stories);
    RunReport report = run.origin().map(own::shrunkFrom).orElse(own);
    dir.writeText("results.json", ResultsJson.write(report));
    Written written = new Written(hash, stories);
    try {
      PageWriter.write(
          BenchRun.of(dir.path(), report, result.history(), result.faults(), messages), dir.path());
    } catch (IOException | RuntimeException e) {
      throw new NoPage(written, e);
    }
    return written;
  }

  /** Of one that was made smaller the time limit and the rate say nothing any more. */
  private static String titleOfShrunk(TestOptions options) {
    return String.format(
        Locale.ROOT,
        "%s, %d node%s, seed %d made small",
        options.workload(),
        options.nodes().size(),
        options.nodes().size() == 1 ? "" : "s",
        options.seed());
  }

  /** What is tested, in a line. */
  static String title(TestOptions options) {
    return String.format(
        Locale.ROOT,
        "%s, %d node%s, %d s at %s a second, seed %d",
        options.workload(),
        options.nodes().size(),
        options.nodes().size() == 1 ? "" : "s",
        options.load().timeLimitSeconds(),
        options.load().rate() == Math.rint(options.load().rate())
            ? Long.toString((long) options.load().rate())
            : Double.toString(options.load().rate()),
        options.seed());
  }
}
