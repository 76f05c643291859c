package glomers.bench.wasm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The classes that modules were compiled to, kept in a folder from one run of the bench to the
 * next, by the modules' hashes. A folder that cannot be read or written is passed over without a
 * word: then it only takes longer.
 */
public final class ClassCache {

  /** So many modules are kept: those that were used last. */
  private static final int MAX_FILES = 24;

  /** Of what is kept, and of the compiler that has made it. */
  private static final String VERSION = "2-endive-1.0.0";

  private static final String SUFFIX = ".zip";

  private final Path folder;

  /** A cache in the given folder, which need not be there yet. */
  public ClassCache(Path folder) {
    this.folder = folder;
  }

  /** What a module was compiled to, if it is known. */
  Optional<ModuleClasses> find(byte[] module) {
    Path file = file(module);
    try {
      ModuleClasses classes = ModuleClasses.read(Files.readAllBytes(file));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return Optional.of(classes);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps what a module was compiled to. */
  void put(byte[] module, ModuleClasses classes) {
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "part", ".tmp");
      Files.write(part, classes.toBytes());
      Files.move(part, file(module), StandardCopyOption.ATOMIC_MOVE);
      deleteOldest();
    } catch (IOException e) {
      // Then it is compiled each time.
    }
  }

  private void deleteOldest() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> oldest =
          files
              .filter(file -> file.toString().endsWith(SUFFIX))
              .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified()).reversed())
              .skip(MAX_FILES)
              .toList();
      for (Path file : oldest) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path file(byte[] module) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(module);
      return folder.resolve(HexFormat.of().formatHex(hash) + "-" + VERSION + SUFFIX);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
