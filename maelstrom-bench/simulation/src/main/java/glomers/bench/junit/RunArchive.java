package glomers.bench.junit;

import glomers.bench.network.MessageJournal;
import glomers.bench.shrink.Shrunk;
import glomers.bench.sweep.SeedRun;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps a run's files and the page that shows it. The bench's program has one, which tests find by
 * {@link java.util.ServiceLoader} if it is on their class path.
 */
public interface RunArchive {

  /**
   * Keeps a run that failed.
   *
   * @param folder where; made if it is not there, and what it held is replaced
   * @param command how to have the run again
   * @return the page
   * @throws IOException if that cannot be written
   */
  Path keep(Path folder, String command, SeedRun failed, MessageJournal journal) throws IOException;

  /**
   * Keeps a run that was made smaller.
   *
   * @param folder where, in the folder of the run that it was made from
   * @param command how to have the run again
   * @return the page
   * @throws IOException if that cannot be written
   */
  Path keepShrunk(Path folder, String command, Shrunk shrunk) throws IOException;
}
