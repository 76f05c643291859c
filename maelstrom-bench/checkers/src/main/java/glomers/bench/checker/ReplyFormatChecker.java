package glomers.bench.checker;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.ErrorKind;
import java.util.List;
import java.util.Map;

/**
 * Every answer has to look as the protocol says. Maelstrom only counts an operation as
 * indeterminate whose answer does not, which a run without required availability lets pass.
 */
public final class ReplyFormatChecker implements Checker {

  private static final AnomalyType MALFORMED_REPLY = AnomalyType.ours("malformed-reply");

  @Override
  public Verdict check(List<Operation> history) {
    AnomalyList anomalies = new AnomalyList();
    for (Operation operation : history) {
      if (operation.errorKind() == ErrorKind.MALFORMED_REPLY) {
        anomalies.add(
            MALFORMED_REPLY,
            () ->
                operation.node()
                    + "'s answer to "
                    + operation.function()
                    + " is malformed: "
                    + operation.error()
                    + " ("
                    + Legend.of(operation)
                    + ")",
            operation);
      }
    }
    return anomalies.toVerdict(Map.of());
  }
}
