package glomers.bench.junit;

import glomers.bench.network.MessageJournal;
import glomers.bench.options.TestOptions;
import glomers.bench.run.RunResult;
import glomers.bench.verdict.Judgement;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps a run's files and the page that shows it. The bench's program has one, which tests find by
 * {@link java.util.ServiceLoader} if it is on their class path.
 */
public interface RunArchive {

  /**
   * Keeps a run.
   *
   * @param folder where; made if it is not there, and what it held is replaced
   * @param command how to have the run again
   * @return the page
   * @throws IOException if that cannot be written
   */
  Path keep(
      Path folder,
      String command,
      TestOptions options,
      RunResult result,
      Judgement judgement,
      MessageJournal journal)
      throws IOException;
}
