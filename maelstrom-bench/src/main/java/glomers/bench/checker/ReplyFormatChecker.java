package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.List;
import java.util.Map;

/**
 * Every answer has to look as the protocol says. Maelstrom only counts an operation as
 * indeterminate whose answer does not, which a run without required availability lets pass.
 */
public final class ReplyFormatChecker implements Checker {

  /** With what the error of an operation begins whose answer had the wrong shape. */
  public static final String MALFORMED_REPLY = "malformed reply: ";

  @Override
  public Verdict check(List<Operation> history) {
    AnomalyList anomalies = new AnomalyList();
    for (Operation operation : history) {
      if (operation.error().startsWith(MALFORMED_REPLY)) {
        anomalies.add(
            "malformed-reply",
            () ->
                operation.node()
                    + "'s answer to "
                    + operation.function()
                    + " is malformed: "
                    + operation.error().substring(MALFORMED_REPLY.length()),
            operation);
      }
    }
    return anomalies.toVerdict(Map.of());
  }
}
