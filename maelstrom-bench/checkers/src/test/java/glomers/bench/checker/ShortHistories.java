package glomers.bench.checker;

import glomers.bench.fixture.Histories;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.List;

/**
 * Histories of sets and counters as text, one operation after the other, with a semicolon between:
 *
 * <pre>
 *   n0 +7            an addition that is acknowledged; "fails" and "unknown" may follow
 *   n0 [7,8]         a read, or what is read of a counter
 *   n0 final [7,8]   one of the final phase; "final2" of its second round
 * </pre>
 */
final class ShortHistories {

  private ShortHistories() {}

  static List<Operation> parse(String text) {
    Histories history = new Histories();
    long millis = 0;
    for (String operation : text.split(";")) {
      add(history, operation.strip().split(" "), millis);
      millis += 10;
    }
    return history.list();
  }

  private static void add(Histories history, String[] words, long millis) {
    String last = words[words.length - 1];
    if (!words[1].startsWith("+")) {
      if (words[1].startsWith("final")) {
        int round = words[1].equals("final2") ? 2 : 1;
        history.finalRead(round, words[0], millis, millis + 5, last);
      } else {
        history.ok(words[0], "read", "null", millis, millis + 5, last);
      }
      return;
    }
    String element = words[1].substring(1);
    switch (last) {
      case "fails" -> history.bad(words[0], "add", element, millis, Outcome.FAIL, millis + 5);
      case "unknown" -> history.bad(words[0], "add", element, millis, Outcome.INFO, millis + 5);
      default -> history.ok(words[0], "add", element, millis, millis + 5, element);
    }
  }
}
