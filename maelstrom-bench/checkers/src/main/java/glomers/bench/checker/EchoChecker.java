package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.List;
import java.util.Map;

/**
 * Every answer has to be what was sent. As on Maelstrom, an echo that never came is wrong too,
 * unless nobody waited for it any more.
 */
public final class EchoChecker implements Checker {

  private static final AnomalyType NO_ECHO = AnomalyType.ofMaelstrom("no-echo");
  private static final AnomalyType WRONG_ECHO = AnomalyType.ofMaelstrom("wrong-echo");

  @Override
  public Verdict check(List<Operation> history) {
    AnomalyList anomalies = new AnomalyList();
    for (Operation operation : history) {
      if (operation.errorKind() == Operation.ErrorKind.CLIENT_CRASHED) {
        continue;
      }
      if (!operation.isOk()) {
        anomalies.add(
            NO_ECHO,
            () ->
                operation.node()
                    + " did not echo "
                    + operation.input()
                    + ": "
                    + operation.error()
                    + " ("
                    + Legend.of(operation)
                    + ")",
            operation);
      } else if (!operation.output().equals(operation.input())) {
        anomalies.add(
            WRONG_ECHO,
            () ->
                operation.node()
                    + " was sent "
                    + operation.input()
                    + " and echoed "
                    + operation.output()
                    + " ("
                    + Legend.of(operation)
                    + ")",
            operation);
      }
    }
    return anomalies.toVerdict(Map.of("echo-count", history.size()));
  }
}
