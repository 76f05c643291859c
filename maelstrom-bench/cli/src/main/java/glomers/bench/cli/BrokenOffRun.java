package glomers.bench.cli;

import glomers.bench.history.Operation;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.NetworkStatistics;
import glomers.bench.run.RunResult;
import glomers.bench.store.RunFolder;
import glomers.bench.store.UnfinishedFiles;
import glomers.bench.store.UnfinishedRun;
import glomers.bench.verdict.Judge;
import glomers.bench.verdict.Judgement;
import glomers.bench.workload.Workloads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** A run in the middle of which the bench was killed: what it left is made into a run's files. */
final class BrokenOffRun {

  private BrokenOffRun() {}

  /**
   * Makes the files of a run that was broken off; does nothing if that is none.
   *
   * @throws UsageException if it is still going on
   * @throws IOException if what it left cannot be read
   */
  static void finish(Path folder, Terminal terminal) throws IOException {
    UnfinishedFiles files = new RunFolder(folder).unfinished();
    if (new RunFolder(folder).hasResults() || !files.exist()) {
      return;
    }
    UnfinishedRun run = files.run();
    if (run.isGoingOn()) {
      throw new UsageException(
          "The run in "
              + folder
              + " is still going on (process "
              + run.process()
              + "); wait for its end, or kill it first.");
    }
    List<Operation> history = files.history();
    Analysis analysis = new Analysis(terminal, history.size());
    RunResult result = result(history, files.faults());
    Judgement judgement =
        Judge.judge(run.options(), Workloads.create(run.options()).orElseThrow(), result, analysis);
    try {
      RunFiles.write(
          RunFolder.at(folder),
          new RunFiles.Run(
              run.title(),
              run.command(),
              false,
              run.options(),
              result,
              judgement,
              Optional.empty(),
              Optional.empty()),
          files.messages(),
          0);
    } catch (RunFiles.NoPage e) {
      terminal.println("The run's page could not be made: " + e.getCause());
    }
    files.delete();
  }

  /** Who was up and connected nobody has written down, so nothing is said of stalls. */
  private static RunResult result(List<Operation> history, List<FaultEvent> faults) {
    long endNanos =
        LongStream.concat(
                history.stream().mapToLong(Operation::completedNanos),
                faults.stream().mapToLong(FaultEvent::timeNanos))
            .max()
            .orElse(0);
    return new RunResult(
        history,
        faults,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        new NetworkStatistics(),
        Optional.of(
            new RunResult.Failure(
                true,
                "The bench was killed before the run was over; this is what it had written.")),
        0,
        endNanos);
  }
}
