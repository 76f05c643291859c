package glomers.bench.cli;

import glomers.bench.program.LoadedProgram;
import glomers.core.node.NodeProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Finds the node program in a challenge's jar, as {@link java.util.ServiceLoader} would. Core's
 * classes are the bench's own, so that both speak of the same types; the program is the one that
 * this very jar names.
 */
final class ProgramLoader {

  private static final String SERVICES = "META-INF/services/" + NodeProgram.class.getName();

  private ProgramLoader() {}

  /**
   * Loads the program.
   *
   * @param bin a jar, a folder of classes, or a Java source file
   * @throws UsageException if there is none in it
   */
  static LoadedProgram load(Path bin) {
    if (SourceProgram.isSource(bin)) {
      return SourceProgram.compile(bin).load();
    }
    try {
      List<String> names =
          services(bin)
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .toList();
      if (names.size() != 1) {
        throw new UsageException(
            bin
                + " names "
                + names.size()
                + " node programs in "
                + SERVICES
                + "; it has to be one, its NodeProgram's name on a line.");
      }
      return LoadedProgram.load(bin, names.getFirst());
    } catch (IOException e) {
      throw new UsageException(
          "A simulation needs a jar that holds a node built on maelstrom-core, and "
              + bin
              + " is no such jar: "
              + e.getMessage()
              + ". To run it as a process leave out --simulate.");
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      throw new UsageException(
          "The node program of "
              + bin
              + " cannot be loaded ("
              + e
              + "); build it anew, against the bench's own maelstrom-core.");
    }
  }

  private static String services(Path bin) throws IOException {
    if (Files.isDirectory(bin)) {
      return Files.readString(bin.resolve(SERVICES));
    }
    try (JarFile jar = new JarFile(bin.toFile())) {
      ZipEntry entry = jar.getEntry(SERVICES);
      if (entry == null) {
        throw new IOException("it has no " + SERVICES);
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
