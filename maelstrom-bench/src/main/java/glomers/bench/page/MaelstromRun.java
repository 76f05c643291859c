package glomers.bench.page;

import java.io.IOException;
import java.nio.file.Path;

/** The page of a run of Maelstrom, out of what it left in its store. */
final class MaelstromRun {

  /** What a run came to. */
  static final String RESULTS = "results.edn";

  private MaelstromRun() {}

  static RunPage read(Path folder) throws IOException {
    throw new IOException(folder + " is Maelstrom's");
  }
}
