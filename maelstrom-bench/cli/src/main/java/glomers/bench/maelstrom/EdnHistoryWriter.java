package glomers.bench.maelstrom;

import glomers.bench.history.InOrder;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Writes a history as Jepsen does, for Elle and Knossos: a map for the beginning of each operation
 * and one for its end, a line each, in the order in which they happened. Beyond Jepsen's keys a
 * line has its node.
 */
public final class EdnHistoryWriter {

  private static final int FLUSH_CHARS = 1 << 13;

  private EdnHistoryWriter() {}

  /** Writes a history. */
  public static void write(List<Operation> history, OutputStream out) throws IOException {
    StringBuilder lines = new StringBuilder();
    long[] index = {0};
    InOrder.<IOException>ofEvents(
        history,
        (operation, isEnd) -> {
          append(lines, operation, isEnd, index[0]++);
          lines.append('\n');
          if (lines.length() >= FLUSH_CHARS) {
            flush(lines, out);
          }
        });
    flush(lines, out);
  }

  private static void flush(StringBuilder lines, OutputStream out) throws IOException {
    out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    lines.setLength(0);
  }

  private static void append(StringBuilder line, Operation operation, boolean isEnd, long index) {
    boolean isOk = isEnd && operation.outcome() == Outcome.OK;
    line.append("{:index ").append(index);
    line.append(", :time ").append(isEnd ? operation.completedNanos() : operation.invokedNanos());
    line.append(", :type :").append(isEnd ? type(operation.outcome()) : "invoke");
    line.append(", :process ").append(operation.process());
    appendText(line.append(", :node "), operation.node());
    line.append(", :f :").append(operation.function());
    line.append(", :value ");
    appendValue(
        line,
        isOk ? operation.output() : operation.input(),
        operation.function().equals("txn") ? 2 : 0);
    if (operation.isFinal()) {
      line.append(", :final? true");
    }
    if (isEnd && !isOk) {
      line.append(", :error ");
      appendError(line, operation);
    }
    line.append('}');
  }

  /** As Maelstrom's own clients have it, where a checker may want to know which it is. */
  private static void appendError(StringBuilder line, Operation operation) {
    String code =
        switch (operation.errorKind()) {
          case NO_SUCH_KEY -> "key-does-not-exist";
          case PRECONDITION_FAILED -> "precondition-failed";
          case NO_ANSWER -> "net-timeout";
          default -> "";
        };
    if (!code.isEmpty()) {
      line.append("[:").append(code).append(' ');
    }
    appendText(line, operation.error());
    line.append(code.isEmpty() ? "" : "]");
  }

  /**
   * Writes a value.
   *
   * @param keywordDepth in how many lists a text is a keyword that comes first in the innermost: a
   *     transaction's {@code [[:r 1 nil]]}; 0 for nowhere
   */
  private static void appendValue(StringBuilder line, JsonNode value, int keywordDepth) {
    if (value.isNull() || value.isMissingNode()) {
      line.append("nil");
    } else if (value.isArray()) {
      line.append('[');
      for (int i = 0; i < value.size(); i++) {
        line.append(i == 0 ? "" : " ");
        if (keywordDepth == 1 && i == 0 && value.get(0).isString()) {
          line.append(':').append(value.get(0).asString());
        } else {
          appendValue(line, value.get(i), Math.max(0, keywordDepth - 1));
        }
      }
      line.append(']');
    } else if (value.isObject()) {
      String separator = "{";
      for (var entry : value.properties()) {
        line.append(separator);
        appendText(line, entry.getKey());
        appendValue(line.append(' '), entry.getValue(), 0);
        separator = ", ";
      }
      line.append(value.isEmpty() ? "{}" : "}");
    } else if (value.isString()) {
      appendText(line, value.stringValue());
    } else if (value.isInt() || value.isLong()) {
      line.append(value.longValue());
    } else {
      line.append(value); // numbers and truths are written alike
    }
  }

  /** A text is written as in JSON; hardly any has a character that needs an escape. */
  private static void appendText(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next < ' ' || next > '~' || next == '"' || next == '\\') {
        line.append(Json.text(text));
        return;
      }
    }
    line.append('"').append(text).append('"');
  }

  private static String type(Outcome outcome) {
    return switch (outcome) {
      case OK -> "ok";
      case FAIL -> "fail";
      case INFO -> "info";
    };
  }
}
