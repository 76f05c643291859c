package glomers.bench.node;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What one line of a process's STDOUT turned out to be. */
sealed interface OutputLine {

  /**
   * A message.
   *
   * @param hasId whether it has a key {@code id} of its own beside sender, receiver and body
   */
  record Envelope(String src, String dest, boolean hasId) implements OutputLine {}

  /** No message, and why not. */
  record Junk(String reason) implements OutputLine {}

  /** Reads a line no further than the network has to. Thread-safe. */
  static OutputLine read(byte[] line) {
    if (line.length > NodeSurroundings.MAX_LINE_BYTES) {
      return new Junk("it is longer than " + NodeSurroundings.MAX_LINE_BYTES + " bytes");
    }
    try (JsonParser parser = Parsing.FACTORY.createParser(ObjectReadContext.empty(), line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new Junk("it is no JSON object");
      }
      String src = null;
      String dest = null;
      boolean hasBody = false;
      boolean hasId = false;
      String key;
      while ((key = parser.nextName()) != null) {
        JsonToken value = parser.nextToken();
        switch (key) {
          case "src" -> src = value == JsonToken.VALUE_STRING ? parser.getString() : null;
          case "dest" -> dest = value == JsonToken.VALUE_STRING ? parser.getString() : null;
          case "body" -> hasBody = value == JsonToken.START_OBJECT;
          case "id" -> hasId = true;
          default -> {
            return new Junk("a message has no key '" + key + "'");
          }
        }
        parser.skipChildren();
      }
      if (src == null || dest == null || !hasBody) {
        return new Junk(
            "a message needs a text 'src', a text 'dest' and an object 'body', and it lacks "
                + (src == null ? "'src'" : dest == null ? "'dest'" : "'body'"));
      }
      return parser.nextToken() == null
          ? new Envelope(src, dest, hasId)
          : new Junk("something follows the JSON object");
    } catch (JacksonException e) {
      return new Junk("it is no JSON: " + e.getOriginalMessage());
    }
  }

  /** Where the parser comes from. */
  final class Parsing {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Parsing() {}
  }
}
