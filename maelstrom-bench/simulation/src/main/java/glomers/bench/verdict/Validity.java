package glomers.bench.verdict;

/** What a run came to: with Jepsen's exit status, and in a word, which alone says it all. */
public enum Validity {
  /** All is as promised. */
  VALID(0, "VALID", "32"),
  /** Some promise was broken. */
  INVALID(1, "INVALID", "31"),
  /** Nothing can be said. */
  UNKNOWN(2, "UNKNOWN", "33"),
  /** The run could not be carried out: a node died, or never got up. */
  CRASHED(255, "BROKEN OFF", "31");

  private final int exitStatus;
  private final String word;
  private final String colorCode;

  Validity(int exitStatus, String word, String colorCode) {
    this.exitStatus = exitStatus;
    this.word = word;
    this.colorCode = colorCode;
  }

  /** The status that the program ends with. */
  public int exitStatus() {
    return exitStatus;
  }

  /** The word for it. */
  public String word() {
    return word;
  }

  /** The word for it, painted if colours may be used. */
  public String word(boolean color) {
    return paint(word, color);
  }

  /** Any text in the verdict's colour, green, yellow or red, if colours may be used. */
  public String paint(String text, boolean color) {
    return color ? "\u001b[1;" + colorCode + "m" + text + "\u001b[0m" : text;
  }
}
