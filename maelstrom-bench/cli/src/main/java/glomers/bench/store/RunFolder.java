package glomers.bench.store;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.ErrorKind;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import glomers.bench.network.TracedMessage.Fate;
import glomers.bench.run.HistoryWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a {@link RunDirectory} has written. A file that is missing is empty; one that cannot
 * be understood is an {@link IOException} that names it.
 *
 * @param path the run's folder
 */
public record RunFolder(Path path) {

  private static final String MESSAGE = ",\"message\":";

  /** Whether a run of this bench left its results there. */
  public boolean hasResults() {
    return Files.exists(path.resolve("results.json"));
  }

  /** What the run came to. */
  public JsonNode results() throws IOException {
    Path file = path.resolve("results.json");
    try {
      return Json.parse(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new IOException(file + " is no JSON any more: " + e.getOriginalMessage(), e);
    }
  }

  /** What clients asked, in the order of invocation. */
  public List<Operation> history() throws IOException {
    return lines("history.jsonl", line -> operation(Json.parse(line)));
  }

  /** What the nemesis did. */
  public List<FaultEvent> faults() throws IOException {
    return lines(
        "faults.jsonl",
        line -> {
          JsonNode json = Json.parse(line);
          return new FaultEvent(
              json.path("timeNanos").asLong(),
              json.path("fault").asString(),
              json.path("phase").asString().equals("start"),
              json.path("description").asString(),
              json.path("nodes").valueStream().map(JsonNode::asString).toList());
        });
  }

  /** What was sent, in the order of sending. */
  public List<TracedMessage> messages() throws IOException {
    return lines("messages.jsonl", RunFolder::message);
  }

  private static TracedMessage message(String line) {
    JsonNode json = Json.parse(line);
    JsonNode message = json.path("message");
    // What comes before the message is the bench's own, so this is where it begins.
    String text = line.substring(line.indexOf(MESSAGE) + MESSAGE.length(), line.length() - 1);
    return new TracedMessage(
        json.path("id").asLong(),
        message.path("src").asString(),
        message.path("dest").asString(),
        json.path("sentNanos").asLong(),
        Fate.valueOf(json.path("fate").asString().toUpperCase(Locale.ROOT)),
        json.path("endNanos").asLong(),
        json.path("copy").asBoolean(false),
        text);
  }

  /** An operation as {@link HistoryWriter#toJson} wrote it. */
  public static Operation operation(JsonNode json) {
    return new Operation(
        json.path("index").asInt(),
        json.path("process").asInt(),
        json.path("node").asString(),
        json.path("function").asString(),
        json.path("input"),
        json.path("invokedNanos").asLong(),
        Outcome.valueOf(json.path("outcome").asString().toUpperCase(Locale.ROOT)),
        json.path("completedNanos").asLong(),
        json.path("output"),
        errorKind(json),
        json.path("error").asString(""),
        json.path("finalRound").asInt(json.path("final").asBoolean(false) ? 1 : 0));
  }

  /** Runs from before this was written down have errors of no particular kind. */
  private static ErrorKind errorKind(JsonNode json) {
    String label = json.path("errorKind").asString("");
    for (ErrorKind kind : ErrorKind.values()) {
      if (HistoryWriter.label(kind).equals(label)) {
        return kind;
      }
    }
    return json.has("error") ? ErrorKind.OTHER : ErrorKind.NONE;
  }

  private <T> List<T> lines(String name, Function<String, T> read) throws IOException {
    Path file = path.resolve(name);
    List<T> values = new ArrayList<>();
    if (!Files.exists(file)) {
      return values;
    }
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        values.add(read.apply(line));
      }
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(file + ", line " + number + " cannot be understood: " + e, e);
    }
    return values;
  }
}
