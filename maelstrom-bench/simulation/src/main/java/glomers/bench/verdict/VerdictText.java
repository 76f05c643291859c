package glomers.bench.verdict;

/** A verdict in words, and in colour where that is wanted; the word alone says it all. */
public final class VerdictText {

  private VerdictText() {}

  /** The word for it. */
  public static String of(Validity validity) {
    return switch (validity) {
      case VALID -> "VALID";
      case INVALID -> "INVALID";
      case UNKNOWN -> "UNKNOWN";
      case CRASHED -> "BROKEN OFF";
    };
  }

  /** The word for it, painted if colours may be used. */
  public static String of(Validity validity, boolean color) {
    return paint(of(validity), validity, color);
  }

  /** Any text in the verdict's colour: green, yellow or red. */
  public static String paint(String text, Validity validity, boolean color) {
    String code =
        switch (validity) {
          case VALID -> "32";
          case UNKNOWN -> "33";
          case INVALID, CRASHED -> "31";
        };
    return color ? "\u001b[1;" + code + "m" + text + "\u001b[0m" : text;
  }
}
