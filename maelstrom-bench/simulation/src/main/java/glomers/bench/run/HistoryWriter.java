package glomers.bench.run;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.ErrorKind;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import glomers.bench.json.JsonLines;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Writes what happened, one JSON object a line. */
public final class HistoryWriter {

  private HistoryWriter() {}

  /**
   * Writes a history.
   *
   * @return the SHA-256 of what was written, in hexadecimal
   */
  public static String write(List<Operation> history, OutputStream out) throws IOException {
    MessageDigest digest = sha256();
    var hashed = new DigestOutputStream(out, digest);
    try (var lines = new JsonLines(hashed)) {
      for (Operation operation : history) {
        writeLine(operation, lines);
      }
    }
    hashed.flush();
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Writes what the nemesis did. */
  public static void writeFaults(List<FaultEvent> events, OutputStream out) throws IOException {
    for (FaultEvent event : events) {
      ObjectNode json = Json.object();
      json.put("timeNanos", event.timeNanos());
      json.put("fault", event.fault());
      json.put("phase", event.isStart() ? "start" : "stop");
      json.put("description", event.description());
      event.nodes().forEach(json.putArray("nodes")::add);
      out.write(Json.bytes(json));
      out.write('\n');
    }
  }

  /** Writes what became of each message. */
  public static void writeMessages(List<TracedMessage> messages, OutputStream out)
      throws IOException {
    StringBuilder line = new StringBuilder();
    for (TracedMessage message : messages) {
      line.setLength(0);
      line.append("{\"id\":").append(message.id());
      line.append(",\"sentNanos\":").append(message.sentNanos());
      line.append(",\"fate\":\"").append(message.fate().label());
      line.append("\",\"endNanos\":").append(message.endNanos());
      if (message.isCopy()) {
        line.append(",\"copy\":true");
      }
      // As it stood on the network, where it has been read as JSON: what breaks a line is a blank.
      line.append(",\"message\":").append(message.json().replace('\r', ' ')).append("}\n");
      out.write(line.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Writes an operation as {@link #toJson} has it. */
  public static void writeLine(Operation operation, JsonLines lines) {
    lines.line(json -> {
      json.writeNumberProperty("index", operation.index());
      json.writeNumberProperty("process", operation.process());
      json.writeStringProperty("node", operation.node());
      json.writeStringProperty("function", operation.function());
      lines.tree("input", operation.input());
      json.writeNumberProperty("invokedNanos", operation.invokedNanos());
      json.writeStringProperty("outcome", label(operation.outcome()));
      json.writeNumberProperty("completedNanos", operation.completedNanos());
      lines.tree("output", operation.output());
      if (!operation.error().isEmpty()) {
        json.writeStringProperty("error", operation.error());
      }
      if (operation.errorKind() != ErrorKind.NONE) {
        json.writeStringProperty("errorKind", label(operation.errorKind()));
      }
      if (operation.isFinal()) {
        json.writeBooleanProperty("final", true);
      }
      if (operation.finalRound() > 1) {
        json.writeNumberProperty("finalRound", operation.finalRound());
      }
    });
  }

  private static String label(Outcome outcome) {
    return switch (outcome) {
      case OK -> "ok";
      case FAIL -> "fail";
      case INFO -> "info";
    };
  }

  /** An operation as the object that stands in the history. */
  public static ObjectNode toJson(Operation operation) {
    ObjectNode json = Json.object();
    json.put("index", operation.index());
    json.put("process", operation.process());
    json.put("node", operation.node());
    json.put("function", operation.function());
    json.set("input", operation.input());
    json.put("invokedNanos", operation.invokedNanos());
    json.put("outcome", label(operation.outcome()));
    json.put("completedNanos", operation.completedNanos());
    json.set("output", operation.output());
    if (!operation.error().isEmpty()) {
      json.put("error", operation.error());
    }
    if (operation.errorKind() != ErrorKind.NONE) {
      json.put("errorKind", label(operation.errorKind()));
    }
    if (operation.isFinal()) {
      json.put("final", true);
    }
    if (operation.finalRound() > 1) {
      json.put("finalRound", operation.finalRound());
    }
    return json;
  }

  /** An error's kind as it stands in the history. */
  public static String label(ErrorKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
