package glomers.bench.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The end of a log.
 *
 * @param lines its last lines, long ones cut off
 * @param lineCount how many lines it has in all
 */
record LogTail(List<String> lines, long lineCount) {

  private static final int MAX_LINES = 40;
  private static final int MAX_LINE_CHARS = 300;

  /** A log that says nothing. */
  static final LogTail EMPTY = new LogTail(List.of(), 0);

  /** Reads a log; one that does not exist is empty. Whatever is no UTF-8 in it is replaced. */
  static LogTail of(Path file) throws IOException {
    if (!Files.exists(file)) {
      return EMPTY;
    }
    Deque<String> last = new ArrayDeque<>();
    long count = 0;
    // Unlike Files.newBufferedReader this replaces what it cannot decode.
    try (var reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        count++;
        if (last.size() == MAX_LINES) {
          last.removeFirst();
        }
        last.addLast(Texts.cut(line, MAX_LINE_CHARS));
      }
    }
    return new LogTail(List.copyOf(last), count);
  }
}
