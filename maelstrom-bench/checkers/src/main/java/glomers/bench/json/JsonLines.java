package glomers.bench.json;

import java.io.OutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Writes objects, one a line, without making trees of them. Not thread-safe. */
public final class JsonLines implements AutoCloseable {

  private final JsonGenerator generator;
  private boolean isEmpty = true;

  /** Writes to a stream, which is flushed at the end, but not closed. */
  public JsonLines(OutputStream out) {
    generator = Json.linesTo(out);
  }

  /** Writes an object with the properties that are written between its braces. */
  public void line(Consumer<JsonGenerator> properties) {
    isEmpty = false;
    generator.writeStartObject();
    properties.accept(generator);
    generator.writeEndObject();
  }

  /** Writes a tree as a property of the object that is being written. */
  public void tree(String name, JsonNode value) {
    generator.writeName(name);
    if (value.isNull()) {
      generator.writeNull();
    } else if (value.isString()) {
      generator.writeString(value.stringValue());
    } else {
      generator.writeTree(value);
    }
  }

  /** Ends the last line. */
  @Override
  public void close() {
    if (!isEmpty) {
      generator.writeRaw('\n');
    }
    generator.close();
  }
}
