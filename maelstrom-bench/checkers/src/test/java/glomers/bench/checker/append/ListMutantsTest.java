package glomers.bench.checker.append;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Verdict;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * For each anomaly of transactions on lists a history that has it, and no other but those of which
 * it is a case: their names stand behind it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListMutantsTest {

  /** What no text can have: replies of another shape. They are told apart elsewhere. */
  private static final Set<String> WITHOUT_TEXT =
      Set.of(Fault.MALFORMED_TRANSACTION.type(), Fault.MALFORMED_REPLY.type());

  private final Set<String> shown = new HashSet<>();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "thin-air-read | | read-uncommitted | x5",
        "future-read | | read-uncommitted | x1 +x1",
        "lost-own-append | | read-uncommitted | +x1 x",
        "duplicate-elements | | read-uncommitted | +x1;x11",
        "internal | | read-atomic | +x1;+x2;x12 +x3 x123 x12",
        "incompatible-order | | read-committed | at once: +x1;at once: +x2;at once: x1;at once: x2",
        "G1a | | read-committed | +x1 fails;x1",
        "G1b | | read-committed | +x1 +x2;x1",
        "dirty-update | G1a | read-committed | +x1 fails;+x2;x12",
        "lost-update | | cursor-stability | at once: x +x1;at once: x +x2",
        "G-cursor | | cursor-stability | at once: x +x2;at once: +x1;at once: x12",
        "G0 | | read-uncommitted | at once: +x1 +y1;at once: +x2 +y2;at once: x12 y21",
        "G1c | | read-committed | at once: +x1 y1;at once: +y1 x1",
        "G-single-item | | serializable | at once: y +x2;at once: +y1 +x1;at once: x12",
        "G-nonadjacent-item | | serializable | at once: y +x2;at once: +y1 +z1;at once: +z2 w;at once: +w1 +x1;at once: x12 z12",
        "G2-item | | serializable | at once: +x1 y;at once: +y1 x",
        "prefix-cycle | | prefix | at once: +x1;at once: x1 y;at once: +y1;at once: y1 x",
        "G0-process | | strong-session-read-uncommitted | p1: +x1;p1: +x2;p2: x21",
        "G1c-process | | strong-session-read-committed | p1: x1;p1: +x1",
        "G-single-item-process | | strong-session-snapshot-isolation | p1: +x2;p1: y;p2: +y1 +x1;p3: x12",
        "G-nonadjacent-item-process | | strong-session-snapshot-isolation | p0: x z1;p1: +x1;p1: z;p2: +z1",
        "G2-item-process | | strong-session-serializable | p0: x +z1;p1: +x1;p1: z",
        "G0-realtime | | strong-read-uncommitted | +x1;+x2;x21",
        "G1c-realtime | | strong-read-committed | x1;+x1",
        "G-single-item-realtime | | strict-serializable | +x1;x",
        "G-nonadjacent-item-realtime | | strict-serializable | +y1;x;at once: +x1;at once: x1 y",
        "G2-item-realtime | | strict-serializable | +y1;x;at once: +x1 y",
        "G-monotonic | | monotonic-atomic-view | +x1 +y1;y1 x",
        "fractured-read | | read-atomic | +x1 +y1;x y1",
        "stale-session-read | | read-atomic | p1: +x1;p1: x",
        "causality-violation | | causal-cerone | +x1;x1 +y1;p5: y1;p5: x",
      })
  void each_anomaly_has_a_history_that_has_nothing_else(
      String type, String implied, String model, String history) {
    Verdict verdict =
        ListAppendChecker.ofModels(List.of(model))
            .check(ListText.parse(history.replace(';', '\n')));
    assertThat(verdict.anomalies())
        .as("%s", verdict.anomalies())
        .extracting(Anomaly::type)
        .containsOnly((implied == null ? type : type + " " + implied).split(" "));
    shown.add(type);
  }

  @AfterAll
  void every_fault_and_every_kind_of_cycle_was_shown() {
    Set<String> all = new HashSet<>();
    Stream.concat(
            Arrays.stream(Fault.values()).map(Fault::type),
            Arrays.stream(CycleShape.values()).map(CycleShape::type))
        .filter(type -> !WITHOUT_TEXT.contains(type))
        .forEach(all::add);
    assertThat(shown).containsAll(all);
  }
}
