package glomers.bench.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {

  private static final Limits OF_3D =
      new Limits(OptionalDouble.of(30), OptionalDouble.of(400), OptionalDouble.of(600));

  @TempDir Path folder;

  @Test
  void our_results_are_read() throws IOException {
    Files.writeString(
        folder.resolve("results.json"),
        """
        {"valid":true,"net":{"servers":{"msgs-per-op":1.5}},
         "workload":{"stable-latencies":{"0":0,"0.5":204,"1":376}}}\
        """);

    assertThat(RunFigures.read(folder))
        .isEqualTo(
            new RunFigures(
                true, OptionalDouble.of(1.5), OptionalDouble.of(204), OptionalDouble.of(376)));
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

    assertThat(RunFigures.read(folder))
        .isEqualTo(
            new RunFigures(
                true, OptionalDouble.of(2.297931), OptionalDouble.of(327), OptionalDouble.of(867)));
  }

  @Test
  void a_figure_at_its_limit_misses_it_and_so_does_one_that_was_not_measured() {
    var lines =
        OF_3D.compare(
            new RunFigures(
                true, OptionalDouble.of(29.9), OptionalDouble.of(400), OptionalDouble.empty()));

    assertThat(lines).extracting(Limits.Line::isKept).containsExactly(true, false, false);
    assertThat(lines.getFirst())
        .hasToString("messages per operation        29.90  limit       30  kept");
  }

  @Test
  void a_folder_without_results_says_so() {
    assertThatThrownBy(() -> RunFigures.read(folder))
        .hasMessageContaining("neither results.json nor results.edn");
  }
}
