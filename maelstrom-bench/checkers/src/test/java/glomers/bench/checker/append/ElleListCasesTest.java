package glomers.bench.checker.append;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Rule;
import glomers.bench.checker.Verdict;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Elle's own tests of list-append expect of it: the history in the words of {@link ListText},
 * a semicolon between lines, the model, and the anomalies. Where Elle's test names anomalies to
 * look for and no model, it is asked here for a model that forbids those, and finds what else that
 * model forbids in the same history: {@code G1a} beside {@code dirty-update}, {@code G0} beside
 * {@code internal}.
 *
 * <p>Elle's transactions without an invocation have no time; here they are all at once. Its marks
 * that nothing depended on anything, or that some cycle exists, are none of ours.
 */
class ElleListCasesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "write cycle | at once: +x1 +y1;at once: +x2 +y2;at once: x12 y21 | read-uncommitted | G0",
        "aborted read, weak | +x1 fails;x1 | read-uncommitted | ",
        "aborted read | +x1 fails;x1 | read-committed | G1a",
        "aborted read, strong | +x1 fails;x1 | repeatable-read | G1a",
        "intermediate read, weak | p0: +x1 +x2;p0: x1 | read-uncommitted | ",
        "intermediate read | p0: +x1 +x2;p0: x1 | read-committed | G1b",
        "intermediate read, strong | p0: +x1 +x2;p0: x1 | strict-serializable | G1b G-single-item",
        "internal reads of what is intermediate | +x1 x1 +x2 | strict-serializable | ",
        "circular flow, weak | at once: +x1 y1;at once: +x2 +y1;at once: x12 y1 | read-uncommitted | ",
        "circular flow | at once: +x1 y1;at once: +x2 +y1;at once: x12 y1 | read-committed | G1c",
        "single, weak | at once: +x1 +y1;at once: +x2 y;at once: x12 | read-committed | ",
        "single | at once: +x1 +y1;at once: +x2 y;at once: x12 | consistent-view | G-single-item",
        "two anti-dependencies, weak | at once: +x1 y;at once: +y1 x | read-committed | ",
        "two anti-dependencies, serializable | at once: +x1 y;at once: +y1 x | serializable | G2-item",
        "two anti-dependencies, repeatable read | at once: +x1 y;at once: +y1 x | repeatable-read | G2-item",
        "strong SI, weak | p0: +x1;p1: +x2;p2: x1;p3: x12 | serializable | ",
        "strong SI | p0: +x1;p1: +x2;p2: x1;p3: x12 | strict-serializable | G-single-item-realtime",
        "strong session SI, weak | p0: +x1;p1: +x2;p1: x1;p2: x12 | serializable | ",
        "strong session SI | p0: +x1;p1: +x2;p1: x1;p2: x12 | strong-session-snapshot-isolation | G-single-item-process",
        "nonadjacent by sessions, weak | p0: x z1;p1: +x1;p1: z;p2: +z1 | serializable | ",
        "nonadjacent by sessions | p0: x z1;p1: +x1;p1: z;p2: +z1 | strong-session-snapshot-isolation | G-nonadjacent-item-process",
        "contradictory read orders | at once: +x1 y1;at once: +x2;at once: +x3 +y1;at once: x13;at once: x123 | read-committed | G1c incompatible-order",
        "dirty update | at once: +x1 fails;at once: +x2;at once: x12 | read-committed | G1a dirty-update",
        "dirty update, indirect | at once: +x1 fails;at once: +x2 unknown;at once: +x3;at once: x123 | read-committed | G1a dirty-update",
        "duplicated elements | at once: +x1 y1;at once: +x2 +y1;at once: x121 | read-committed | G1c duplicate-elements",
        "internal | at once: +x1 +x2 +x4;at once: +x3 x1234 | read-atomic | G0 internal",
        "internal, stale | +x1;+x2;x12 +x3 x12 | read-atomic | internal",
        "internal, append and nothing | +x6 x | read-atomic | internal",
        "unobserved write | at once: +x1 +y1;at once: +x2 +y2;at once: +x3 +y3;at once: x12;at once: y2 | serializable | G0 G-single-item",
        "repeatable read | at once: x +y1;at once: y +x1 | repeatable-read | G2-item",
        "nonadjacent | at once: +x1;at once: x1 y;at once: +y1;at once: y1 x | strict-serializable | G-nonadjacent-item",
        "adjacent anti-dependencies | at once: x5 +y1;at once: y +z2;at once: z +t3;at once: t3 +u4;at once: u +x5 | snapshot-isolation | ",
        "lost update | at once: +x0;at once: x0 +x1;at once: x0 +x2 | strict-serializable | G2-item lost-update",
        "one that appends twice | p0: x +x1 +x2;p0: x12 | strict-serializable | ",
        "flow and session | p1: x1 +y1;p2: y1;p2: +x1 | strong-session-snapshot-isolation | G1c-process",
        "single of items | at once: +x1 +y1;at once: x1 y | repeatable-read | G-single-item",
        "nonadjacent of items | at once: +x1 +t1;at once: x1 y;at once: +y1 +z2;at once: z2 t | repeatable-read | G-nonadjacent-item",
        "future read | x1 +x1 | read-committed | future-read",
        "future read, internal | +x1 x01 +x0 +x3 | read-committed | future-read",
      })
  void elles_own_cases_are_judged_as_elle_does(
      String name, String history, String model, String expected) {
    Verdict verdict =
        ListAppendChecker.ofModels(List.of(model))
            .check(ListText.parse(history.replace(';', '\n')));
    Set<String> types =
        verdict.anomalies().stream()
            .filter(anomaly -> anomaly.rule() == Rule.MAELSTROM)
            .map(Anomaly::type)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(types)
        .as("%s", verdict.anomalies())
        .containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split(" "));
  }
}
