package glomers.bench.maelstrom;

import glomers.bench.json.Json;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import us.bpsm.edn.EdnException;
import us.bpsm.edn.Keyword;
import us.bpsm.edn.TaggedValue;
import us.bpsm.edn.parser.Parseable;
import us.bpsm.edn.parser.Parser;
import us.bpsm.edn.parser.Parsers;

/**
 * EDN as JSON: keywords become texts without their colon, lists, vectors and sets become arrays,
 * and a map's keys become texts.
 */
public final class Edn {

  private Edn() {}

  /**
   * Reads all values of a file.
   *
   * @throws IOException if it cannot be read or is no EDN
   */
  public static void read(Path file, Consumer<JsonNode> values) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      read(reader, values);
    } catch (FormatException e) {
      throw new IOException(file + " is " + e.getMessage(), e);
    }
  }

  /**
   * Reads all values of a text.
   *
   * @throws FormatException if it is no EDN
   * @throws IOException if it cannot be read
   */
  public static void read(Reader reader, Consumer<JsonNode> values) throws IOException {
    try {
      Parseable text = Parsers.newParseable(reader);
      Parser parser = Parsers.newParser(Parsers.defaultConfiguration());
      for (Object value = parser.nextValue(text);
          value != Parser.END_OF_INPUT;
          value = parser.nextValue(text)) {
        values.accept(toJson(value));
      }
    } catch (EdnException e) {
      throw new FormatException(e);
    }
  }

  /** A text is no EDN; its message says what it is instead. */
  public static final class FormatException extends IOException {
    private static final long serialVersionUID = 1;

    FormatException(EdnException cause) {
      super("no EDN: " + cause.getMessage(), cause);
    }
  }

  /** A value of EDN's or of Fressian's kinds as JSON; whatever is neither becomes its text. */
  static JsonNode toJson(Object value) {
    return switch (value) {
      case null -> Json.nothing();
      case Boolean bool -> Json.parse(bool.toString());
      case Byte number -> Json.number(number);
      case Short number -> Json.number(number);
      case Integer number -> Json.number(number);
      case Long number -> Json.number(number);
      case Float number -> decimal(number);
      case Double number -> decimal(number);
      case Number number -> Json.parse(number.toString());
      case Keyword keyword -> Json.text(keyword.getName());
      case TaggedValue tagged -> toJson(tagged.getValue());
      case Map<?, ?> map -> {
        ObjectNode json = Json.object();
        map.forEach((key, inner) -> json.set(keyText(key), toJson(inner)));
        yield json;
      }
      case Iterable<?> list -> {
        ArrayNode json = Json.array();
        list.forEach(inner -> json.add(toJson(inner)));
        yield json;
      }
      default -> Json.text(value.toString());
    };
  }

  private static JsonNode decimal(double number) {
    return Double.isFinite(number)
        ? Json.parse(Double.toString(number))
        : Json.text(Double.toString(number));
  }

  private static String keyText(Object key) {
    return switch (toJson(key)) {
      case JsonNode text when text.isString() -> text.asString();
      case JsonNode other -> other.toString();
    };
  }
}
