package glomers.bench.cli;

import glomers.core.node.NodeProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
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
   * @param bin a jar, or a folder of classes
   * @throws UsageException if there is none in it
   */
  static NodeProgram<?, ?> load(Path bin) {
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
      URL[] urls = {bin.toUri().toURL()};
      // Stays open: the program's classes are loaded when they are first used.
      var loader = new URLClassLoader(urls, NodeProgram.class.getClassLoader());
      return (NodeProgram<?, ?>)
          loader.loadClass(names.getFirst()).getDeclaredConstructor().newInstance();
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
