package glomers.bench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at the file that is given as a node's program before anything depends on it. */
final class Programs {

  private Programs() {}

  /**
   * Makes sure that there is such a file.
   *
   * @throws UsageException if not
   */
  static void requireExists(Path bin) {
    if (!Files.exists(bin)) {
      throw new UsageException(
          "There is no file " + bin + "; build it first, or mend the path after --bin.");
    }
  }

  /**
   * The words that start it: the file itself, or what runs a Java source file.
   *
   * @throws UsageException if it is a source file that does not compile
   */
  static List<String> command(Path bin) {
    return SourceProgram.isSource(bin)
        ? SourceProgram.compile(bin).command()
        : List.of(bin.toAbsolutePath().normalize().toString());
  }

  /**
   * Makes sure that the file can be run as a program.
   *
   * @throws UsageException if not
   */
  static void requireExecutable(Path bin) {
    requireExists(bin);
    if (Files.isDirectory(bin)) {
      throw new UsageException(bin + " is a folder; --bin has to be a program.");
    }
    if (!Files.isExecutable(bin)) {
      throw new UsageException(
          bin + " cannot be executed; make it a program with: chmod +x " + bin);
    }
  }
}
