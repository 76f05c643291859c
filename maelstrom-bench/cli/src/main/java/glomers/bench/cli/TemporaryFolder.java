package glomers.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders for what is compiled on the way. */
final class TemporaryFolder {

  private TemporaryFolder() {}

  /**
   * Makes a folder that is gone when the bench ends.
   *
   * @throws UsageException if none can be made
   */
  static Path create() {
    try {
      Path folder = Files.createTempDirectory("maelstrom-bench-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UsageException("Cannot make a folder for what is compiled: " + e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println(folder + " could not be deleted: " + e);
    }
  }
}
