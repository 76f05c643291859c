package glomers.bench.checker.txn;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Rule;
import glomers.bench.checker.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Elle's own tests of registers expect of it, and what is found here: the history, a semicolon
 * between transactions and {@code x_} for a key without a value; the model; the anomalies that Elle
 * names; those that count as Maelstrom's here; and those of our own rules.
 *
 * <p>Elle names more than Maelstrom does where a test tells it more than Maelstrom does: that keys
 * are linearizable or sequential, or in which order transactions committed. These cases bear a
 * star. Elle's transactions without an invocation have no time; here they are all at once, unless
 * it says "then", and each is a session of its own. Elle takes values that nobody wrote for those
 * of before the history; ours are {@code thin-air-read}.
 */
class ElleRegisterCasesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "chain on one register* | rx0 wx1;rx1 wx0 | read-committed | G1c | cyclic-versions | G0",
        "chain across two registers | rx0 wy1;ry1 wx0 | read-committed | G1c | G1c | ",
        "write skew has no flow | wx0 wy0;rx0 ry0 wx1;rx0 ry0 wy1 | read-committed | | | ",
        "just written and not read* | wx1;then rx2 | strict-serializable | | | thin-air-read",
        "read what was there before* | wx1;then rx2;then rx1 | strict-serializable | cyclic-versions | | thin-air-read",
        "write cycle that nobody sees | wx1 wy2;wx2 wy1 | read-uncommitted | | | ",
        "write cycle, read later* | wx1 wy2;wx2 wy1;then rx2 ry2 | strict-serializable | G0 | | fractured-read",
        "aborted read | aborted wx1;rx1 | read-committed | G1a | G1a | ",
        "intermediate read, weak | wx1 wx2;rx1 | read-uncommitted | | | ",
        "intermediate read | wx1 wx2;rx1 | read-committed | G1b | G1b | ",
        "intermediate read, strong | wx1 wx2;rx1 | repeatable-read | G1b | G1b | ",
        "single, of an order nobody sees* | rx_ wy2;wx3 wy4 | serializable | G-single-item | | ",
        "two anti-dependencies, of an order nobody sees* | wx1 wy2 wz3;rx1 wy5;rz3 wx4;wz7 wy8 | serializable | G2-item | | ",
        "circular flow, weak | wx1 ry1;wy1 rx1 | read-uncommitted | | | ",
        "circular flow | wx1 ry1;wy1 rx1 | read-committed | G1c | G1c | ",
        "circular flow, strong | wx1 ry1;wy1 rx1 | serializable | G1c | G1c | ",
        "write skew, weak* | wx1 wy1;then rx1 ry1;then rx1 wy2;ry1 wx2 | read-committed | | | ",
        "write skew* | wx1 wy1;then rx1 wy2;ry1 wx2 | serializable | G2-item | | not-serializable",
        "internal* | wx1;wx2;rx1 rx2 | read-atomic | internal | unrepeatable-read | ",
        "initial state | rx_ ry1;wy1 wx2 | serializable | G-single-item | G-single-item | ",
        "a write follows a read | wy1;ry1 wx1 wy2;rx1 ry1 | serializable | G-single-item | G-single-item | ",
        "cyclic version order* | wx1;then wx2;then rx1 | strict-serializable | cyclic-versions | | G0-realtime",
        "lost update | wx0;then rx0 wx1;rx0 wx2 | strict-serializable | lost-update | lost-update | ",
        "a read before its write* | rx4 wx3;then wx4 | strict-serializable | G1c-realtime | G0-realtime | G1c-realtime",
        "reads of nothing and of a write | rx_;wx4;then rx_;then rx4 | serializable | | | ",
      })
  void elles_own_cases_are_judged_as_elle_does_of_what_maelstrom_tells_it(
      String name, String history, String model, String elles, String maelstroms, String ours) {
    Verdict verdict = TxnChecker.ofModels(List.of(model)).check(TextHistory.parse(text(history)));
    assertThat(types(verdict, true)).as("%s", verdict.anomalies()).isEqualTo(split(maelstroms));
    assertThat(types(verdict, false)).as("%s", verdict.anomalies()).containsAll(split(ours));
    if (!name.endsWith("*")) {
      assertThat(split(maelstroms)).as("what Elle names").isEqualTo(split(elles));
    }
  }

  private static Set<String> types(Verdict verdict, boolean areMaelstroms) {
    return verdict.anomalies().stream()
        .filter(anomaly -> (anomaly.rule() == Rule.MAELSTROM) == areMaelstroms)
        .map(Anomaly::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> split(String names) {
    return names == null ? Set.of() : new TreeSet<>(Arrays.asList(names.split(" ")));
  }

  private static String text(String history) {
    StringBuilder text = new StringBuilder();
    int time = 0;
    int session = 0;
    for (String transaction : history.split(";")) {
      boolean isAborted = transaction.startsWith("aborted ");
      time += transaction.startsWith("then ") ? 10 : 0;
      text.append("s%d [%d..%d]: ".formatted(session++, time, time + 9));
      text.append(
          Arrays.stream(transaction.replaceFirst("^(then|aborted) ", "").split(" "))
              .map(ElleRegisterCasesTest::access)
              .collect(Collectors.joining(", ")));
      text.append(isAborted ? " => aborted\n" : "\n");
    }
    return text.toString();
  }

  private static String access(String word) {
    String value = word.substring(2);
    return word.charAt(0) + " " + word.charAt(1) + " " + (value.equals("_") ? "null" : value);
  }
}
