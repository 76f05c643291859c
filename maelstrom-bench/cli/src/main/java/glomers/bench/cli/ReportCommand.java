package glomers.bench.cli;

import glomers.bench.page.PageWriter;
import glomers.bench.page.RunPage;
import glomers.bench.page.RunPages;
import glomers.bench.story.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: makes the page of a finished run, whichever harness ran it. */
@Command(
    name = "report",
    description = {
      "Makes the page of a finished run, index.html in the run's folder.",
      "Reads what this bench left there, or what Maelstrom left.",
      "Our own runs have their page already; this makes it anew.",
      "Of a run in which the bench was killed it makes what can be made of what was written."
    },
    footer = {
      "",
      "For example, the newest run:",
      "  maelstrom-bench report store/latest",
      "A run with more in it than a page holds, and what happened around 12.5 s:",
      "  maelstrom-bench report store/latest --around 12.5",
      "",
      "Exit status: 0 the page is written, 254 wrong arguments, or no such run."
    })
final class ReportCommand implements Callable<Integer> {

  private static final int MAX_STORY_LINES = 14;

  private final Terminal terminal;

  @Parameters(paramLabel = "FOLDER", description = "The run's folder, for example store/latest.")
  Path folder;

  @Option(
      names = "--around",
      paramLabel = "SECONDS",
      description =
          "The moment around which operations and messages are shown. Default: that of the first"
              + " anomaly, or else of the first fault.")
  Double aroundSeconds;

  ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw new UsageException("There is no folder " + folder + "; run a test first.");
    }
    try {
      BrokenOffRun.finish(folder, terminal);
      RunPage page = RunPages.read(folder);
      OptionalDouble focusNanos =
          aroundSeconds == null ? OptionalDouble.empty() : OptionalDouble.of(aroundSeconds * 1e9);
      terminal.println(page.conclusion().sentence());
      page.stories().stream()
          .filter(Story::isTold)
          .findFirst()
          .ifPresent(story -> {
            terminal.println("  - " + story.title());
            story.text(MAX_STORY_LINES).forEach(line -> terminal.println("    " + line));
          });
      terminal.println("  page          " + PageWriter.write(page, focusNanos, folder));
    } catch (IOException e) {
      throw new UsageException(e.getMessage());
    } catch (UsageException e) {
      throw e;
    } catch (RuntimeException e) {
      // The readers throw this and that at files that somebody has changed.
      throw new UsageException(
          "What is in "
              + folder
              + " makes no page, for it is damaged or from another version: run the test again ("
              + e.getMessage()
              + ").");
    }
    return 0;
  }
}
