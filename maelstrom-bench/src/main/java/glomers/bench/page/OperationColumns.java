package glomers.bench.page;

import glomers.bench.history.Operation;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * All operations as columns. What they asked and were answered is there as long as there is room:
 * what went wrong first.
 */
final class OperationColumns {

  private static final int MAX_TEXT_CHARS = 160;
  private static final int MAX_FAILED_CHARS = 300_000;
  private static final int MAX_SUCCEEDED_CHARS = 500_000;

  private OperationColumns() {}

  static ObjectNode of(List<Operation> operations) {
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
    json.put("textCount", textCount);
    operations.stream()
        .filter(Operation::isFinal)
        .mapToLong(Operation::invokedNanos)
        .min()
        .ifPresent(nanos -> json.put("finalStart", nanos / 1_000));
    json.set("functions", functions.json());
    json.set("nodes", nodes.json());
    return json;
  }
}
