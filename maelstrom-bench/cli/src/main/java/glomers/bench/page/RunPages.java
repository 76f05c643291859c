package glomers.bench.page;

import glomers.bench.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a run's folder, whichever harness left it. */
public final class RunPages {

  private RunPages() {}

  /**
   * All that there is to see of the run.
   *
   * @throws IOException if there is no run that can be read, with a sentence that says what to do
   */
  public static RunPage read(Path folder) throws IOException {
    if (new RunFolder(folder).hasResults()) {
      return BenchRun.read(folder);
    }
    if (Files.exists(folder.resolve(MaelstromRun.RESULTS))) {
      return MaelstromRun.read(folder);
    }
    throw new IOException(
        folder
            + " holds neither results.json nor "
            + MaelstromRun.RESULTS
            + ": name the folder of one finished run, for example store/latest.");
  }
}
