package glomers.bench.exchange;

import glomers.bench.history.HistoryColumns;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.maelstrom.Edn;
import glomers.bench.maelstrom.EdnHistory;
import glomers.bench.store.RunLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a history in whatever form it comes: our own {@code history.jsonl}, Jepsen's and
 * Maelstrom's {@code history.edn} and {@code history.txt}, or Jepsen's events as JSON, in an array
 * or a line each, as elle-cli takes them. Event by event, so that no text is held as a whole.
 */
public final class HistoryReader {

  /** As far as the first value's first key. */
  private static final int MAX_PEEKED_CHARS = 1_000;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String name;
  private final EdnHistory events;
  private final HistoryColumns columns = new HistoryColumns();
  private boolean hasOperations;
  private final KafkaEvents kafka = new KafkaEvents();
  private long eventCount;

  private HistoryReader(String name, List<String> nodes, int concurrency) {
    this.name = name;
    this.events = EdnHistory.begin(nodes, concurrency);
  }

  /**
   * Reads a history.
   *
   * @param name what it is called in a complaint
   * @param nodes the names of the nodes in their order, for forms that don't name them. If none are
   *     given each process counts as a node, named {@code p} and its number: it asked only one
   * @param concurrency how many threads asked
   * @throws IOException if it cannot be read, or is in no form that is known
   */
  public static List<Operation> read(Reader text, String name, List<String> nodes, int concurrency)
      throws IOException {
    HistoryReader reader = new HistoryReader(name, nodes, concurrency);
    BufferedReader buffered = new BufferedReader(text);
    skipByteOrderMark(buffered);
    try {
      switch (form(buffered)) {
        case JSON -> Json.readAll(buffered, reader::value);
        case EDN -> Edn.read(buffered, reader::value);
        case TABBED_LINES -> reader.lines(buffered);
        case EMPTY -> {}
      }
    } catch (CharacterCodingException e) {
      throw new IOException(name + " is no text in UTF-8; what is packed has to be unpacked", e);
    } catch (Edn.FormatException e) {
      throw new IOException(name + " is " + e.getMessage(), e);
    } catch (UnexpectedEndOfInputException e) {
      // A line that was being written when the bench was killed.
      if (!reader.hasOperations) {
        throw new IOException(name + " is no JSON: " + e.getOriginalMessage(), e);
      }
    } catch (JacksonException e) {
      throw new IOException(name + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException(name + " cannot be understood: " + e.getMessage(), e);
    }
    return reader.history();
  }

  private static void skipByteOrderMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
  }

  private enum Form {
    JSON,
    EDN,
    TABBED_LINES,
    EMPTY
  }

  /** JSON's keys are texts, EDN's keywords, and where there are no keys it is neither. */
  private static Form form(BufferedReader reader) throws IOException {
    reader.mark(MAX_PEEKED_CHARS);
    StringBuilder peeked = new StringBuilder();
    for (int next = reader.read();
        next >= 0 && peeked.length() < 3 && peeked.length() < MAX_PEEKED_CHARS;
        next = reader.read()) {
      if (!Character.isWhitespace(next) && next != ',') {
        peeked.append((char) next);
      }
    }
    reader.reset();
    String start = peeked.toString();
    if (start.isEmpty()) {
      return Form.EMPTY;
    }
    return start.startsWith("{\"") || start.startsWith("[{\"") || start.equals("[]")
        ? Form.JSON
        : "{[(#".indexOf(start.charAt(0)) >= 0 ? Form.EDN : Form.TABBED_LINES;
  }

  private void value(JsonNode value) {
    if (value.isArray()) {
      value.forEach(this::value);
    } else if (value.has("function") && value.has("outcome")) {
      columns.put(operation(value));
      hasOperations = true;
    } else if (value.has("type") && value.has("process") && value.isObject()) {
      event((ObjectNode) value);
    } else {
      throw new IllegalArgumentException(
          "a value is neither an operation of ours nor an event of Jepsen's: " + brief(value));
    }
  }

  private static Operation operation(JsonNode value) {
    for (String field : List.of("process", "invokedNanos")) {
      if (!value.path(field).isNumber()) {
        throw new IllegalArgumentException(
            "an operation has no number for its " + field + ": " + brief(value));
      }
    }
    Operation operation = RunLines.operation(value);
    if (operation.isOk() && operation.completedNanos() < operation.invokedNanos()) {
      throw new IllegalArgumentException("an operation ended before it began: " + brief(value));
    }
    return operation;
  }

  private static String brief(JsonNode value) {
    String text = value.toString();
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  /** Where no time is told, the order of the events is one. */
  private void event(ObjectNode event) {
    long number = eventCount++;
    if (!event.path("time").isNumber()) {
      event.put("time", number);
    }
    if (!event.path("index").isNumber()) {
      event.put("index", number);
    }
    for (String field : List.of("type", "f")) {
      event.put(field, event.path(field).asString("").replaceFirst("^:", ""));
    }
    kafka.translate(event);
    events.add(event);
  }

  /** A line has a process, a type, a function, a value, and perhaps an error, with tabs between. */
  private void lines(BufferedReader reader) throws IOException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String[] fields = line.strip().split("\t");
      if (fields.length >= 4 && fields[0].matches("\\d+")) {
        ObjectNode event = Json.object();
        event.put("process", Integer.parseInt(fields[0]));
        event.put("type", fields[1]);
        event.put("f", fields[2]);
        event.set("value", edn(fields[3]));
        if (fields.length > 4) {
          event.set("error", edn(fields[4]));
        }
        event(event);
      } else if (!line.isBlank() && (fields.length < 2 || !fields[0].startsWith(":"))) {
        throw new IllegalArgumentException(
            "it is in no form that is known; a line is " + brief(Json.text(line)));
      }
    }
  }

  private static JsonNode edn(String text) throws IOException {
    List<JsonNode> values = new ArrayList<>();
    Consumer<JsonNode> add = values::add;
    Edn.read(new java.io.StringReader(text), add);
    return values.isEmpty() ? Json.nothing() : values.getFirst();
  }

  private List<Operation> history() throws IOException {
    if (hasOperations && eventCount > 0) {
      throw new IOException(name + " has operations of ours and events of Jepsen's in one");
    }
    return hasOperations ? columns.operations() : events.operations();
  }
}
