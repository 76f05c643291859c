package glomers.bench.page;

/** Texts that others have written and that may be of any length. */
final class Texts {

  private Texts() {}

  /** The text itself, or its beginning and a mark that there was more. */
  static String cut(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
    return text.substring(0, end) + "…";
  }
}
