package glomers.bench.checker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * For each anomaly of logs a history that has it, and no other but those that it cannot do without:
 * their names stand behind it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaMutantsTest {

  private final Set<LogAnomaly> shown = EnumSet.noneOf(LogAnomaly.class);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "LOST_WRITE | | 0-1 p1 send k a -> 0;1-2 p1 send k b -> 1;2-3 p2 poll k@1 -> k:1=b",
        "UNSEEN | | 0-1 p1 send k a -> 0;1-2 p1 send k b -> 1;3-4 p2 final poll k@0 -> k:0=a",
        "INCONSISTENT_OFFSETS | | 0-1 p1 send k a -> 0;0-1 p2 send k b -> 0",
        "DUPLICATE | | 0-1 p1 send k a -> 0;2-3 p2 poll k@1 -> k:1=a",
        "INT_NONMONOTONIC_POLL | | 0-1 p1 send k a -> 0;1-2 p1 send k b -> 1;2-3 p2 poll k@1 -> k:1=b,0=a",
        "INT_POLL_SKIP | | 0-1 p1 send k a -> 0;1-2 p1 send k b -> 1;2-3 p1 send k c -> 2;3-4 p2 poll k@0 -> k:0=a,1=b,2=c;3-5 p3 poll k@0 -> k:0=a,2=c",
        "NONMONOTONIC_POLL | | 0-1 p1 send k a -> 0;1-2 p1 send k b -> 1;2-3 p2 poll k@0 -> k:0=a,1=b;3-4 p2 poll k@1 -> k:1=b",
        "POLL_BELOW_POSITION | | 0-1 p1 send k a -> 0;1-2 p1 send k b -> 1;2-3 p2 assign k -> k@1;3-4 p2 poll k@1 -> k:0=a,1=b",
        "POLL_SKIP | | 0-1 p1 send k a -> 0;1-2 p1 send k b -> 1;2-3 p1 send k c -> 2;3-4 p3 poll k@0 -> k:0=a,1=b,2=c;3-4 p2 poll k@0 -> k:0=a;4-5 p2 poll k@2 -> k:2=c",
        "POLL_BEYOND_POSITION | | 0-1 p1 send k a -> 0;1-2 p1 send k b -> 1;3-4 p2 poll k@0 -> k:0=a,1=b;3-9 p3 poll k@0 -> k:1=b",
        "NONMONOTONIC_SEND | | 0-1 p1 send k a -> 5;1-2 p1 send k b -> 4",
        "NONMONOTONIC_SEND_ACROSS_ASSIGN | | 0-1 p1 send k a -> 5;1-2 p1 assign l -> l@0;2-3 p1 send k b -> 4",
        "G1A | | 0-1 p1 send k a fail;2-3 p2 poll k@0 -> k:0=a",
        "G1C_REALTIME | | 0-1 p2 poll k@0 -> k:0=a;2-3 p1 send k a -> 0",
        "PHANTOM | | 0-1 p1 send l a -> 0;2-3 p2 poll k@0 -> k:0=a",
        "LATE_APPEARANCE | INT_POLL_SKIP | 0-1 p1 send k a -> 0;0-9 p3 send k b info;1-2 p1 send k c -> 2;3-4 p2 poll k@0 -> k:0=a,2=c;5-6 p4 poll k@0 -> k:0=a,1=b,2=c",
        "VANISHED_WRITE | POLL_BEYOND_POSITION | 0-1 p1 send k a -> 0;1-2 p1 send k b -> 1;2-3 p2 poll k@0 -> k:0=a,1=b;3-4 p5 final poll k@0 -> k:1=b",
        "PHANTOM_COMMIT | | 0-1 p1 send k a -> 0;1-2 p1 poll k@0 -> k:0=a;2-3 p2 assign k -> k@5",
      })
  void each_anomaly_has_a_history_that_has_nothing_else(
      LogAnomaly kind, String implied, String history) {
    List<LogAnomaly> expected = new ArrayList<>(List.of(kind));
    if (implied != null) {
      expected.add(LogAnomaly.valueOf(implied));
    }
    assertThat(new KafkaChecker().check(HistoryText.parse(history.replace(';', '\n'))).anomalies())
        .extracting(Anomaly::kind)
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(LogAnomaly::type).toList());
    shown.add(kind);
  }

  @AfterAll
  void every_anomaly_was_shown() {
    assertThat(shown).isEqualTo(EnumSet.allOf(LogAnomaly.class));
  }
}
