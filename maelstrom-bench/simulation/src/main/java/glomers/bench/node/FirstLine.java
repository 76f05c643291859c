package glomers.bench.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a program's first line has to do with its not running: the stumble of a first script. */
final class FirstLine {

  private static final int LOOKED_AT = 200;

  private FirstLine() {}

  /** A line of advice about a program that did not run, or nothing. */
  static String advice(Path program) {
    String start;
    try (InputStream in = Files.newInputStream(program)) {
      start = new String(in.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
    if (start.startsWith("#!")) {
      String line = start.lines().findFirst().orElse("");
      if (start.startsWith(line + "\r")) {
        return "\n  Its first line ends with a carriage return, as on Windows: save it with plain line"
            + " ends.";
      }
      return isThere(line) ? "" : "\n  Its first line is " + line + "; is that program there?";
    }
    return isText(start)
        ? "\n  It does not begin with #!, so it was run as a shell script. If it is none, let its"
            + " first line say what runs it: #!/usr/bin/env python3, for example."
        : "";
  }

  /** Whether what the line names is certainly there; of what {@code env} looks for nobody knows. */
  private static boolean isThere(String line) {
    Path interpreter = Path.of(line.substring(2).strip().split(" ")[0]);
    return !interpreter.endsWith("env") && Files.isExecutable(interpreter);
  }

  private static boolean isText(String start) {
    return start.chars().allMatch(c -> c >= ' ' || Character.isWhitespace(c));
  }
}
