package glomers.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.bench.store.ResultsFile;
import glomers.bench.verdict.RunFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

  private static final Limits OF_3D =
      new Limits(OptionalDouble.of(30), OptionalDouble.of(400), OptionalDouble.of(600));

  @TempDir Path folder;

  private static RunFigures figures(double messages, double median, OptionalDouble max) {
    return new RunFigures(
        true,
        OptionalDouble.of(messages),
        OptionalDouble.empty(),
        OptionalDouble.of(median),
        max,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  @Test
  void our_results_are_read() throws IOException {
    Files.writeString(
        folder.resolve("results.json"),
        """
        {"valid":true,"net":{"servers":{"msgs-per-op":1.5,"bytes-per-op":340.5}},
         "performance":{"latency-millis":{"0.5":1.5,"1":7}},"availability":{"ok-fraction":0.5},
         "workload":{"stable-latencies":{"0":0,"0.5":204,"1":376}}}\
        """);

    assertThat(ResultsFile.figures(folder))
        .isEqualTo(
            new RunFigures(
                true,
                OptionalDouble.of(1.5),
                OptionalDouble.of(340.5),
                OptionalDouble.of(204),
                OptionalDouble.of(376),
                OptionalDouble.of(1.5),
                OptionalDouble.of(7),
                OptionalDouble.of(0.5)));
  }

  @Test
  void maelstroms_results_are_read_unknown_tags_and_all() throws IOException {
    Files.writeString(
        folder.resolve("results.edn"),
        """
        {:perf {:valid? true},
         :net {:servers {:send-count 3, :msgs-per-op 2.297931}, :valid? true},
         :workload {:worst-stale ({:known #jepsen.history.Op{:index 22, :f :broadcast}}),
                    :stable-latencies {0 0, 0.5 327, 0.95 581, 1 867}},
         :valid? true}\
        """);

    assertThat(ResultsFile.figures(folder))
        .isEqualTo(figures(2.297931, 327, OptionalDouble.of(867)));
  }

  @Test
  void a_figure_at_its_limit_misses_it_and_so_does_one_that_was_not_measured() {
    var lines = OF_3D.compare(figures(29.9, 400, OptionalDouble.empty()));

    assertThat(lines).extracting(Limits.Line::isKept).containsExactly(true, false, false);
    assertThat(lines.getFirst())
        .hasToString("messages per operation        29.90  limit       30  kept");
  }

  @Test
  void a_limit_is_told_as_it_was_given() {
    Limits fractional =
        new Limits(OptionalDouble.of(1.5), OptionalDouble.of(0.001), OptionalDouble.of(1_000));

    assertThat(fractional.compare(figures(1.6, 1, OptionalDouble.of(999))))
        .extracting(Limits.Line::toString)
        .containsExactly(
            "messages per operation         1.60  limit      1.5  MISSED",
            "median latency, ms             1.00  limit    0.001  MISSED",
            "maximum latency, ms          999.00  limit     1000  kept");
    assertThat(Limits.grouped(1_000)).isEqualTo("1,000");
    assertThat(Limits.grouped(1.5)).isEqualTo("1.5");
  }

  @Test
  void a_folder_without_results_says_so() {
    assertThatThrownBy(() -> ResultsFile.figures(folder))
        .hasMessageContaining("neither results.json nor results.edn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "\u0000", "{:valid? "})
  void damaged_results_are_told_in_a_sentence(String text) throws IOException {
    for (String name : List.of("results.edn", "results.json")) {
      Files.writeString(folder.resolve(name), text);

      assertThatThrownBy(() -> ResultsFile.figures(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(name + " is damaged, or not finished: run the test again");
    }
  }

  @Test
  void results_nested_without_end_are_damaged_too() throws IOException {
    Files.writeString(folder.resolve("results.edn"), "[".repeat(1_000_000));

    assertThatThrownBy(() -> ResultsFile.figures(folder)).hasMessageContaining("is damaged");
  }
}
