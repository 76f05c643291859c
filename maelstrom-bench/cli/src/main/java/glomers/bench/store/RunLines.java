package glomers.bench.store;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.ErrorKind;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import glomers.bench.network.TracedMessage.Fate;
import glomers.bench.run.HistoryWriter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Reads the lines that a {@link HistoryWriter} wrote. */
public final class RunLines {

  private static final String MESSAGE = ",\"message\":";

  private RunLines() {}

  static FaultEvent fault(String line) {
    JsonNode json = Json.parse(line);
    return new FaultEvent(
        json.path("timeNanos").asLong(),
        json.path("fault").asString(),
        json.path("phase").asString().equals("start"),
        json.path("description").asString(),
        json.path("nodes").valueStream().map(JsonNode::asString).toList());
  }

  static TracedMessage message(String line) {
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
        outcome(json),
        json.path("completedNanos").asLong(),
        json.path("output"),
        errorKind(json),
        json.path("error").asString(""),
        json.path("finalRound").asInt(json.path("final").asBoolean(false) ? 1 : 0));
  }

  private static Outcome outcome(JsonNode json) {
    for (Outcome outcome : Outcome.values()) {
      if (outcome.name().equalsIgnoreCase(json.path("outcome").asString(""))) {
        return outcome;
      }
    }
    throw new IllegalArgumentException(
        "an outcome is \"ok\", \"fail\" or \"info\", and not " + json.path("outcome"));
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
}
