package glomers.bench.page;

import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations as columns: as many as there is room for, around one moment. What they asked and
 * were answered is there as long as there is room: what went wrong first. How many ended in each
 * slice of time is told for all of them.
 */
final class OperationColumns {

  private static final int MAX_OPERATIONS = 40_000;
  private static final int MAX_SLICES = 2_000;
  private static final long MIN_SLICE_MICROS = 1_000_000;
  private static final int MAX_TEXT_CHARS = 160;
  private static final int MAX_FAILED_CHARS = 300_000;
  private static final int MAX_SUCCEEDED_CHARS = 500_000;

  private OperationColumns() {}

  static ObjectNode of(List<Operation> all, double focusNanos) {
    List<Operation> operations =
        Excerpt.around(all, Operation::invokedNanos, focusNanos, MAX_OPERATIONS);
    Columns columns = new Columns();
    Columns.Names functions = new Columns.Names();
    Columns.Names nodes = new Columns.Names();
    int failedRoom = MAX_FAILED_CHARS;
    int succeededRoom = MAX_SUCCEEDED_CHARS;
    int textCount = 0;
    for (Operation operation : operations) {
      columns.addDelta("index", operation.index());
      columns.add("process", operation.process());
      columns.add("node", nodes.number(operation.node()));
      columns.add("function", functions.number(operation.function()));
      columns.addDelta("invoked", operation.invokedNanos() / 1_000);
      columns.add("took", (operation.completedNanos() - operation.invokedNanos()) / 1_000);
      columns.add("outcome", operation.outcome().ordinal());
      String input = "";
      String answer = "";
      if ((operation.isOk() ? succeededRoom : failedRoom) > 0) {
        textCount++;
        input = Texts.cut(PageData.text(operation.input()), MAX_TEXT_CHARS);
        answer =
            Texts.cut(
                operation.isOk() ? PageData.text(operation.output()) : operation.error(),
                MAX_TEXT_CHARS);
        if (operation.isOk()) {
          succeededRoom -= input.length() + answer.length();
        } else {
          failedRoom -= input.length() + answer.length();
        }
      }
      columns.addText("input", input);
      columns.addText("answer", answer);
    }
    ObjectNode json = columns.json();
    json.put("count", operations.size());
    json.put("total", all.size());
    json.put("textCount", textCount);
    if (operations.size() < all.size()) {
      json.set("ended", ended(all));
    }
    all.stream()
        .filter(Operation::isFinal)
        .mapToLong(Operation::invokedNanos)
        .min()
        .ifPresent(nanos -> json.put("finalStart", nanos / 1_000));
    json.set("functions", functions.json());
    json.set("nodes", nodes.json());
    return json;
  }

  /** For each outcome how many operations ended with it in each slice of the run. */
  private static ObjectNode ended(List<Operation> all) {
    long end = all.stream().mapToLong(Operation::completedNanos).max().orElse(0) / 1_000;
    long width = Math.max(MIN_SLICE_MICROS, end / MAX_SLICES + 1);
    int[][] counts = new int[Operation.Outcome.values().length][(int) (end / width) + 1];
    for (Operation operation : all) {
      counts[operation.outcome().ordinal()][(int) (operation.completedNanos() / 1_000 / width)]++;
    }
    ObjectNode json = Json.object().put("end", end).put("width", width);
    ArrayNode outcomes = json.putArray("counts");
    for (int[] ofOutcome : counts) {
      ArrayNode list = outcomes.addArray();
      for (int count : ofOutcome) {
        list.add(count);
      }
    }
    return json;
  }
}
