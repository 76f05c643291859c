package glomers.bench.cli;

import glomers.bench.junit.RunArchive;
import glomers.bench.network.MessageJournal;
import glomers.bench.network.TracedMessage;
import glomers.bench.options.TestOptions;
import glomers.bench.page.BenchRun;
import glomers.bench.page.PageWriter;
import glomers.bench.report.ResultsJson;
import glomers.bench.report.RunReport;
import glomers.bench.report.RunReport.Heading;
import glomers.bench.run.RunResult;
import glomers.bench.store.RunFolder;
import glomers.bench.story.Stories;
import glomers.bench.story.Story;
import glomers.bench.verdict.Judgement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes what there is to keep of a run: its history, faults, messages, results and page. */
public final class RunFiles implements RunArchive {

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
   * What is worth saying of what was written.
   *
   * @param historyHash the history's hash
   * @param stories how each anomaly came about, in their order
   */
  record Written(String historyHash, List<Story> stories) {}

  /** For tests of nodes, which find it by its name. */
  public RunFiles() {}

  @Override
  public Path keep(
      Path folder,
      String command,
      TestOptions options,
      RunResult result,
      Judgement judgement,
      MessageJournal journal)
      throws IOException {
    write(RunFolder.at(folder), command, true, options, result, judgement, journal);
    return folder.resolve(PageWriter.NAME);
  }

  /**
   * Writes all files.
   *
   * @param command how to have the run again
   * @throws NoPage if it was only the page that could not be made
   */
  static Written write(
      RunFolder dir,
      String command,
      boolean isSimulated,
      TestOptions options,
      RunResult result,
      Judgement judgement,
      MessageJournal journal)
      throws IOException {
    String hash = dir.writeHistory(result.history());
    dir.writeFaults(result.faults());
    List<TracedMessage> messages = journal.messages(result.beganNanos());
    dir.writeMessages(messages);
    List<Story> stories =
        Stories.of(judgement.anomalies(), result.history(), messages, result.faults());
    RunReport report =
        RunReport.of(
            new Heading(
                title(options),
                command,
                options.seed(),
                isSimulated,
                hash,
                result.elapsedNanos() - result.beganNanos(),
                journal.omittedCount(),
                result.faults().size()),
            options,
            judgement,
            stories);
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
