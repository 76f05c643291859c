package glomers.bench.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;

/**
 * Makes trees straight from plain JSON, as nearly all messages are: ASCII without escapes, whole
 * numbers of 64 bits, no key twice. It gives up at whatever else it meets, and leaves that to
 * Jackson. Its trees are equal to Jackson's and take the room of {@link CompactTrees}'s; nobody can
 * change them. Not thread-safe: each thread has its own.
 */
final class PlainReader {

  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 50;

  /** Whole numbers of so many digits have 64 bits at most. */
  private static final int MAX_DIGITS = 18;

  private static final int MAX_WORD_BYTES = 32;
  private static final int KNOWN_WORDS = 512;
  private static final int KNOWN_KEYS = 256;
  private static final byte[] NOTHING = {};
  private static final NotPlain NOT_PLAIN = new NotPlain();

  private static final ThreadLocal<PlainReader> OF_THREAD =
      ThreadLocal.withInitial(PlainReader::new);

  private final String[] words = new String[KNOWN_WORDS];
  private final CompactTrees.Keys[] keys = new CompactTrees.Keys[KNOWN_KEYS];
  private byte[] json = NOTHING;
  private int at;
  private int depth;

  /** What the values under way consist of so far, the innermost one's last. */
  private JsonNode[] values = new JsonNode[64];

  private String[] names = new String[64];
  private int held;
  private long[] numbers = new long[64];

  /** Something that is left to Jackson. It is no error, and comes without a trace. */
  private static final class NotPlain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPlain() {
      super("not plain", null, false, false);
    }
  }

  private PlainReader() {}

  /** The present thread's own. */
  static PlainReader ofThread() {
    return OF_THREAD.get();
  }

  /**
   * A message's body, of which alone a tree is made; missing if it has none.
   *
   * @throws JacksonException if there is no message
   */
  JsonNode bodyOf(byte[] message) {
    json = message;
    at = 0;
    depth = 0;
    held = 0;
    try {
      return body();
    } catch (NotPlain e) {
      return Json.bodyByJackson(message);
    } finally {
      json = NOTHING;
    }
  }

  private JsonNode body() {
    JsonNode body = MissingNode.getInstance();
    expect('{');
    if (isNext('}')) {
      return body;
    }
    do {
      String key = name();
      if (key.equals("body")) {
        body = value();
      } else if (peek() == '"') {
        skipText();
      } else {
        value();
      }
    } while (isNext(','));
    expect('}');
    return body;
  }

  private JsonNode value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> FACTORY.stringNode(text());
      case 't' -> literal("true", BooleanNode.TRUE);
      case 'f' -> literal("false", BooleanNode.FALSE);
      case 'n' -> literal("null", NullNode.getInstance());
      default -> Json.number(number());
    };
  }

  private JsonNode literal(String word, JsonNode node) {
    for (int i = 0; i < word.length(); i++) {
      if (at == json.length || json[at++] != word.charAt(i)) {
        throw NOT_PLAIN;
      }
    }
    return node;
  }

  private JsonNode object() {
    enter('{');
    if (isNext('}')) {
      depth--;
      return FACTORY.objectNode();
    }
    int first = held;
    boolean areWhole = true;
    do {
      String name = name();
      boolean isNumber = isNumberNext();
      areWhole &= isNumber;
      JsonNode value = value();
      hold(name, value);
    } while (isNext(','));
    expect('}');
    depth--;
    CompactTrees.Keys own = keys(first);
    JsonNode object =
        areWhole
            ? CompactTrees.object(own, wholeNumbers(first))
            : CompactTrees.object(own, Arrays.copyOfRange(values, first, held));
    held = first;
    return object;
  }

  /** Those that are held from a place on. */
  private long[] wholeNumbers(int first) {
    long[] whole = new long[held - first];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = values[first + i].longValue();
    }
    return whole;
  }

  /** Those that are held from a place on; the same as those of an earlier object if it can be. */
  private CompactTrees.Keys keys(int first) {
    int count = held - first;
    int hash = count;
    for (int i = first; i < held; i++) {
      hash = 31 * hash + names[i].hashCode();
    }
    int slot = (hash ^ hash >>> 16) & KNOWN_KEYS - 1;
    CompactTrees.Keys known = keys[slot];
    if (known == null || !known.are(names, first, count)) {
      known = new CompactTrees.Keys(Arrays.copyOfRange(names, first, held));
      if (!known.areDistinct()) {
        throw NOT_PLAIN;
      }
      known = known.indexed();
      keys[slot] = known;
    }
    return known;
  }

  private void hold(String name, JsonNode value) {
    if (held == values.length) {
      values = Arrays.copyOf(values, 2 * held);
      names = Arrays.copyOf(names, 2 * held);
    }
    names[held] = name;
    values[held++] = value;
  }

  private JsonNode array() {
    enter('[');
    if (isNext(']')) {
      depth--;
      return FACTORY.arrayNode();
    }
    int start = at;
    if (isNumberNext()) {
      int count = wholeNumbers();
      if (count > 0) {
        depth--;
        return CompactTrees.numbers(Arrays.copyOf(numbers, count));
      }
    } else if (peek() == '[') {
      int count = wholePairs();
      if (count > 0) {
        depth--;
        return CompactTrees.pairs(Arrays.copyOf(numbers, count));
      }
    }
    at = start;
    int first = held;
    do {
      hold("", value());
    } while (isNext(','));
    expect(']');
    depth--;
    JsonNode array = CompactTrees.array(Arrays.copyOfRange(values, first, held));
    held = first;
    return array;
  }

  /** Reads an array of whole numbers to its end; 0 if it is none, or not plain. */
  private int wholeNumbers() {
    int count = 0;
    do {
      if (!isNumberNext()) {
        return 0;
      }
      take(count++, number());
    } while (isNext(','));
    return isNext(']') ? count : 0;
  }

  /** Reads an array of pairs of whole numbers to its end; 0 if it is none, or not plain. */
  private int wholePairs() {
    int count = 0;
    do {
      if (!isNext('[') || !isNumberNext()) {
        return 0;
      }
      take(count++, number());
      if (!isNext(',') || !isNumberNext()) {
        return 0;
      }
      take(count++, number());
      if (!isNext(']')) {
        return 0;
      }
    } while (isNext(','));
    return isNext(']') ? count : 0;
  }

  private void take(int place, long number) {
    if (place == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * place);
    }
    numbers[place] = number;
  }

  private boolean isNumberNext() {
    int next = peek();
    return next >= '0' && next <= '9' || next == '-';
  }

  private long number() {
    int next = peek();
    boolean isNegative = next == '-';
    if (isNegative) {
      at++;
    }
    int start = at;
    long number = 0;
    int digit;
    while (at < json.length && (digit = json[at] - '0') >= 0 && digit <= 9) {
      number = 10 * number + digit;
      at++;
    }
    int digits = at - start;
    if (digits == 0
        || digits > MAX_DIGITS
        || json[start] == '0' && (digits > 1 || isNegative)
        || at == json.length
        || !endsNumber(json[at])) {
      throw NOT_PLAIN;
    }
    return isNegative ? -number : number;
  }

  private static boolean endsNumber(byte next) {
    return next == ',' || next == ']' || next == '}' || next == ' ';
  }

  /** A key and its colon. */
  private String name() {
    expect('"');
    int start = at;
    int hash = 0;
    int next;
    while ((next = textByte()) != '"') {
      hash = 31 * hash + next;
    }
    int length = at - 1 - start;
    expect(':');
    return word(start, length, hash);
  }

  /** A text that is likely to come again. */
  private String word(int start, int length, int hash) {
    if (length > MAX_WORD_BYTES) {
      return string(start, length);
    }
    int slot = (hash ^ hash >>> 9) & KNOWN_WORDS - 1;
    String known = words[slot];
    if (known == null || !isAt(start, length, known)) {
      known = string(start, length);
      words[slot] = known;
    }
    return known;
  }

  private boolean isAt(int start, int length, String word) {
    if (word.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (json[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String text() {
    int start = skipText();
    return string(start, at - 1 - start);
  }

  private String string(int start, int length) {
    return new String(json, start, length, StandardCharsets.ISO_8859_1);
  }

  /** Goes on to behind a text; returns where its first byte is. */
  private int skipText() {
    expect('"');
    int start = at;
    while (textByte() != '"') {
      // on to its end
    }
    return start;
  }

  /** The next byte of a text, or the quotation mark at its end. */
  private int textByte() {
    if (at == json.length) {
      throw NOT_PLAIN;
    }
    int next = json[at++];
    if (next < ' ' || next == '\\') { // a control character, or a byte of one beyond ASCII
      throw NOT_PLAIN;
    }
    return next;
  }

  private void enter(char bracket) {
    if (++depth > MAX_DEPTH) {
      throw NOT_PLAIN;
    }
    expect(bracket);
  }

  private void expect(char wanted) {
    if (!isNext(wanted)) {
      throw NOT_PLAIN;
    }
  }

  /** Steps over a byte, and blanks before it, if it comes next. */
  private boolean isNext(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** The next byte that is no blank; 0 at the end. */
  private int peek() {
    while (at < json.length) {
      byte next = json[at];
      if (next != ' ') {
        return next;
      }
      at++;
    }
    return 0;
  }
}
