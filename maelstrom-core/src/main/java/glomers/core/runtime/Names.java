package glomers.core.runtime;

import tools.jackson.core.JsonParser;

/**
 * Short texts that stand on line after line, those of parties and of verbs: each is made once, and
 * found again by its characters. Takes bounded memory, whatever comes. Thread-safe without locks:
 * threads that don't see what others have put here make their own.
 */
final class Names {

  private static final int SLOTS = 1 << 8;
  private static final int MAX_CHARACTERS = 32;

  private final String[] slots = new String[SLOTS];

  /** The text at which the parser stands. */
  String read(JsonParser parser) {
    char[] characters = parser.getStringCharacters();
    int length = parser.getStringLength();
    if (length > MAX_CHARACTERS) {
      return parser.getString();
    }
    int offset = parser.getStringOffset();
    int hash = 0;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + characters[i];
    }
    int slot = (hash ^ hash >>> 8) & (SLOTS - 1);
    String known = slots[slot];
    if (known == null || !isSame(known, characters, offset, length)) {
      known = new String(characters, offset, length);
      slots[slot] = known;
    }
    return known;
  }

  private static boolean isSame(String text, char[] characters, int offset, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != characters[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
