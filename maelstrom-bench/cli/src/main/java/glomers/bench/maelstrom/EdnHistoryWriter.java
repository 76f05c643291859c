package glomers.bench.maelstrom;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Writes a history as Jepsen does, for Elle and Knossos: a map for the beginning of each operation
 * and one for its end, a line each, in the order in which they happened. Beyond Jepsen's keys a
 * line has its node.
 */
public final class EdnHistoryWriter {

  private record Moment(long nanos, Operation operation, boolean isEnd) {

    /** Of those at one time ends come first: who begins something may have waited for them. */
    private static final Comparator<Moment> IN_ORDER =
        Comparator.comparingLong(Moment::nanos)
            .thenComparing(moment -> moment.isEnd() && moment.lasts() ? 0 : 1)
            .thenComparingInt(moment -> moment.operation().index())
            .thenComparing(Moment::isEnd);

    private boolean lasts() {
      return operation.completedNanos() > operation.invokedNanos();
    }
  }

  private EdnHistoryWriter() {}

  /** Writes a history. */
  public static void write(List<Operation> history, OutputStream out) throws IOException {
    List<Moment> moments = new ArrayList<>(2 * history.size());
    for (Operation operation : history) {
      moments.add(new Moment(operation.invokedNanos(), operation, false));
      moments.add(new Moment(operation.completedNanos(), operation, true));
    }
    moments.sort(Moment.IN_ORDER);
    StringBuilder line = new StringBuilder();
    for (int index = 0; index < moments.size(); index++) {
      line.setLength(0);
      append(line, moments.get(index), index);
      out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void append(StringBuilder line, Moment moment, int index) {
    Operation operation = moment.operation();
    boolean isOk = moment.isEnd() && operation.outcome() == Outcome.OK;
    line.append("{:index ").append(index);
    line.append(", :time ").append(moment.nanos());
    line.append(", :type :")
        .append(moment.isEnd() ? operation.outcome().name().toLowerCase(Locale.ROOT) : "invoke");
    line.append(", :process ").append(operation.process());
    line.append(", :node ").append(Json.text(operation.node()));
    line.append(", :f :").append(operation.function());
    line.append(", :value ");
    appendValue(
        line,
        isOk ? operation.output() : operation.input(),
        operation.function().equals("txn") ? 2 : 0);
    if (operation.isFinal()) {
      line.append(", :final? true");
    }
    if (moment.isEnd() && !isOk) {
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
    appendValue(line, Json.text(operation.error()), 0);
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
        appendValue(line, Json.text(entry.getKey()), 0);
        appendValue(line.append(' '), entry.getValue(), 0);
        separator = ", ";
      }
      line.append(value.isEmpty() ? "{}" : "}");
    } else {
      line.append(value); // numbers, truths and texts are written alike
    }
  }
}
