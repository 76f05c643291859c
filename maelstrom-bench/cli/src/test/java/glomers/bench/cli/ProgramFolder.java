package glomers.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/** A folder that names a program, as a jar would. */
final class ProgramFolder {

  private ProgramFolder() {}

  /**
   * Makes it.
   *
   * @param program the class with the {@code main}; it is on the class path already
   */
  static Path naming(Class<?> program, Path folder) throws IOException {
    Path manifest = folder.resolve(JarFile.MANIFEST_NAME);
    Files.createDirectories(manifest.getParent());
    Files.writeString(manifest, "Main-Class: " + program.getName() + "\n");
    return folder;
  }
}
