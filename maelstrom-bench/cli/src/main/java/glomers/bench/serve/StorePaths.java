package glomers.bench.serve;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Turns an address into a file of the store, and into nothing else. */
final class StorePaths {

  private final Path root;

  /**
   * Paths of the given store.
   *
   * @throws IOException if there is none
   */
  StorePaths(Path store) throws IOException {
    this.root = store.toRealPath();
  }

  /** The store itself, with no link on the way to it. */
  Path root() {
    return root;
  }

  /**
   * The file or folder that an address means; none if there is none, or if it lies outside of the
   * store, be it by dots, encoded or not, or by a link.
   *
   * @param rawPath as it came, still encoded
   */
  Optional<Path> resolve(String rawPath) {
    try {
      Path path = root;
      for (String rawStep : rawPath.split("/")) {
        if (!rawStep.isEmpty()) {
          // A plus is a plus in a path, other than in a form.
          String step = URLDecoder.decode(rawStep.replace("+", "%2B"), StandardCharsets.UTF_8);
          if (!isName(step)) {
            return Optional.empty();
          }
          path = path.resolve(step);
        }
      }
      Path real = path.toRealPath();
      return real.startsWith(root) && Files.isReadable(real) ? Optional.of(real) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a percent sign that encodes nothing
    }
  }

  /** One name of a file: no way up, no way down, and none of the files that are being written. */
  private static boolean isName(String step) {
    return !step.startsWith(".") && step.chars().noneMatch(c -> c == '/' || c == '\\' || c == 0);
  }
}
