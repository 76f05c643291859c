package glomers.bench.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a run began: both harnesses name its folder so. */
final class RunTime {

  private static final Pattern NAME =
      Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d).*");

  private RunTime() {}

  /** The end of a sentence; empty if the folder bears another name. */
  static String words(Path folder) throws IOException {
    Matcher name = NAME.matcher(folder.toRealPath().getFileName().toString());
    return name.matches() ? name.replaceFirst(", $1-$2-$3 at $4:$5") : "";
  }
}
