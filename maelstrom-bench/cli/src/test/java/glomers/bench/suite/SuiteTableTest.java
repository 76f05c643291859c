package glomers.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.verdict.RunFigures;
import glomers.bench.verdict.Validity;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class SuiteTableTest {

  private static final Limits NONE =
      new Limits(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
  private static final Limits OF_3D =
      new Limits(OptionalDouble.of(30), OptionalDouble.of(400), OptionalDouble.of(600));

  private static RunFigures figures(boolean isValid, double messages, int stableMax) {
    return RunFigures.of(
        isValid,
        Map.of(
            "net",
                Map.of("servers", Map.of("msgs-per-op", messages, "bytes-per-op", 1000 * messages)),
            "workload", Map.of("stable-latencies", Map.of("0.5", 204, "1", stableMax)),
            "performance", Map.of("latency-millis", Map.of("0.5", 1.25, "1", 101.4)),
            "availability", Map.of("ok-fraction", 0.9995)));
  }

  @Test
  void figures_stand_beside_their_limits_in_columns_that_are_markdown_too() {
    var rows =
        List.of(
            SuiteRow.ofRun("mnb", Validity.VALID, figures(true, 1.5, 376), NONE, 12.34),
            SuiteRow.ofRun("eb-one", Validity.VALID, figures(true, 1.5, 376), OF_3D, 34),
            SuiteRow.ofRun("eb-two", Validity.VALID, figures(true, 30, 612), OF_3D, 34),
            SuiteRow.ofRun("goc", Validity.CRASHED, RunFigures.NONE, NONE, 0.4));

    assertThat(SuiteTable.lines(rows, false))
        .containsExactly(
            "| scenario | verdict    |   messages/op | bytes/op | median, ms |  maximum, ms |      ok |   time |",
            "|----------|------------|--------------:|---------:|-----------:|-------------:|--------:|-------:|",
            "| mnb      | VALID      |          1.50 |    1,500 |        1.3 |          101 | 99.95 % | 12.3 s |",
            "| eb-one   | VALID      |     1.50 < 30 |    1,500 |  204 < 400 |    376 < 600 | 99.95 % | 34.0 s |",
            "| eb-two   | OVER LIMIT | 30.00 OVER 30 |   30,000 |  204 < 400 | 612 OVER 600 | 99.95 % | 34.0 s |",
            "| goc      | BROKEN OFF |             - |        - |          - |            - |       - |  0.4 s |");
  }

  @Test
  void a_limit_with_a_fraction_is_not_rounded() {
    Limits fractional =
        new Limits(OptionalDouble.of(1.5), OptionalDouble.empty(), OptionalDouble.empty());
    var row = SuiteRow.ofRun("x", Validity.VALID, figures(true, 1.6, 1), fractional, 1);

    assertThat(SuiteTable.lines(List.of(row), false).getLast()).contains("| 1.60 OVER 1.5 |");
  }

  @Test
  void colours_are_added_to_words_and_nothing_else_changes() {
    var rows = List.of(SuiteRow.ofRun("a", Validity.INVALID, figures(true, 1, 1), NONE, 1));
    List<String> painted = SuiteTable.lines(rows, true);

    assertThat(painted.getLast()).contains("\u001b[1;31mINVALID\u001b[0m");
    assertThat(painted.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
        .isEqualTo(SuiteTable.lines(rows, false));
  }

  @Test
  void of_several_seeds_it_shows_medians_and_the_worst_maximum() {
    SuiteRow row =
        SuiteRow.ofSeeds(
            "eb-one",
            List.of(figures(true, 1, 300), figures(true, 3, 500), figures(true, 2, 400)),
            OF_3D,
            1);

    assertThat(row.verdict()).isEqualTo("3 of 3 valid");
    assertThat(row.validity()).isEqualTo(Validity.VALID);
    assertThat(row.figures().messagesPerOperation()).hasValue(2);
    assertThat(row.figures().maxMillis()).hasValue(500);
  }

  @Test
  void every_seed_is_held_to_the_limits_and_a_run_is_not_good_without_all_of_them() {
    SuiteRow over =
        SuiteRow.ofSeeds("x", List.of(figures(true, 1, 300), figures(true, 1, 601)), OF_3D, 1);
    assertThat(over.verdict()).isEqualTo("2 of 2 valid, 1 OVER LIMIT");
    assertThat(over.validity()).isEqualTo(Validity.INVALID);

    SuiteRow invalid =
        SuiteRow.ofSeeds("x", List.of(figures(true, 1, 300), figures(false, 1, 300)), NONE, 1);
    assertThat(invalid.verdict()).isEqualTo("1 of 2 valid");
    assertThat(invalid.validity()).isEqualTo(Validity.INVALID);
  }
}
