package glomers.bench.checker.append;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.RuleSet;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.Verdict.Outcome;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinalReadsTest {

  @Test
  void what_elle_finds_without_the_final_reads_is_maelstroms_though_these_show_more() {
    List<Operation> operations =
        new ArrayList<>(
            ListText.parse(
                """
                at once: +x1
                at once: x1 +x3
                at once: +x2
                at once: x123
                at once: +x4
                """));
    Operation last = ListText.parse("x\nx\nx\nx\nx\nx1234").getLast();
    operations.add(last.inFinalRound(1));

    Verdict verdict = ListAppendChecker.ofModels(List.of("snapshot-isolation")).check(operations);

    assertThat(verdict.outcome(RuleSet.MAELSTROM)).isEqualTo(Outcome.INVALID);
    assertThat(verdict.anomalies())
        .extracting(Anomaly::reason)
        .anyMatch(reason -> reason.startsWith("G-single-item (Maelstrom's)"));
  }
}
