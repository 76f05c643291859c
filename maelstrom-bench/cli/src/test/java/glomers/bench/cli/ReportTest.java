package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.json.Json;
import glomers.bench.page.RunPage;
import glomers.bench.page.RunPages;
import glomers.broadcast.BroadcastProgram;
import glomers.broadcast.broken.NeverGossips;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that each run leaves, and that its folder yields again. */
final class ReportTest {

  private static final String OPTIONS =
      "-w broadcast --node-count 3 --time-limit 5 --rate 10 --seed 4 --simulate --nemesis partition"
          + " --loss 0.1 --duplicate 0.1";

  @TempDir Path directory;

  private BenchCli test(Class<?> program, String more) throws IOException {
    return BenchCli.run(
        "test --store "
            + directory.resolve("store")
            + " --bin "
            + ProgramFolder.naming(program, directory.resolve("bin"))
            + " "
            + OPTIONS
            + more);
  }

  private Path latest() {
    return directory.resolve("store/latest");
  }

  @Test
  void a_run_leaves_its_page_and_says_where() throws IOException {
    BenchCli bench = test(BroadcastProgram.class, "");
    assertThat(bench.status()).as(bench.toString()).isZero();
    assertThat(bench.out()).containsPattern("  page          .*/store/broadcast/.*/index\\.html");
    assertThat(Files.readString(latest().resolve("index.html")))
        .contains("Valid: every promise was kept; all ");
  }

  @Test
  void its_folder_yields_the_same_page_again() throws IOException {
    test(NeverGossips.class, "");
    String first = Files.readString(latest().resolve("index.html"));
    Files.delete(latest().resolve("index.html"));
    BenchCli bench = BenchCli.run("report " + latest());
    assertThat(bench.status()).as(bench.toString()).isZero();
    assertThat(bench.out()).startsWith("Invalid: ").contains(" × lost", "index.html");
    assertThat(Files.readString(latest().resolve("index.html"))).isEqualTo(first);
  }

  @Test
  void summary_results_and_report_tell_how_the_first_anomaly_came_about() throws IOException {
    BenchCli bench = test(NeverGossips.class, " --no-shrink");
    assertThat(bench.out())
        .containsPattern("\\n  - lost .*\\n +[0-9.]+ s  c\\d+ → n\\d  broadcast \\d+, acknowledged")
        .contains("is missing for good", "No message between nodes shows ");
    var story =
        Json.parse(Files.readString(latest().resolve("results.json")))
            .path("anomalies")
            .path(0)
            .path("story")
            .path("lines");
    assertThat(story.path(0).path("what").asString()).startsWith("broadcast ");
    assertThat(story.path(0).path("operation").isInt()).isTrue();
    assertThat(BenchCli.run("report " + latest()).out()).contains("is missing for good");
  }

  @Test
  void the_page_holds_what_the_files_hold() throws IOException {
    test(NeverGossips.class, "");
    RunPage page = RunPages.read(latest());
    assertThat(page.operations())
        .hasSize(Files.readAllLines(latest().resolve("history.jsonl")).size());
    assertThat(page.messages())
        .hasSize(Files.readAllLines(latest().resolve("messages.jsonl")).size());
    assertThat(page.anomalies()).isNotEmpty();
    assertThat(page.faults()).isNotEmpty();
    assertThat(page.repetition().seed()).isEqualTo("4");
    assertThat(page.repetition().command()).contains("--simulate", "--seed 4");
  }

  @Test
  void limits_are_noted_on_the_page_with_whether_they_were_kept() throws IOException {
    test(BroadcastProgram.class, "");
    BenchCli.run("limits " + latest() + " --messages-per-operation 1000 --max-millis 0.001");
    assertThat(RunPages.read(latest()).figures())
        .filteredOn(figure -> figure.limit().isPresent())
        .extracting(figure -> figure.name() + " " + figure.limit().get() + " " + figure.isKept())
        .contains(
            "Messages per operation below 1,000 true",
            "Stable latency, maximum below 0.001 ms false");
    assertThat(Files.readString(latest().resolve("index.html")))
        .contains("Valid, but beyond a limit: stable latency, maximum is ");
  }

  @Test
  void results_that_make_no_page_are_told_in_a_sentence_and_held_against_limits_all_the_same()
      throws IOException {
    test(BroadcastProgram.class, "");
    Path results = latest().resolve("results.json");
    Files.writeString(
        results,
        Files.readString(results).replaceFirst("\"all\" *: *\"valid\"", "\"all\":\"fine\""));

    var out = new ByteArrayOutputStream();
    var limits = new LimitsCommand(new PrintStream(out, true, StandardCharsets.UTF_8));
    limits.folder = latest();
    limits.messagesPerOperation = 1000.5;
    assertThat(limits.call()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("messages per operation")
        .contains("limit   1000.5  kept", "The limits could not be noted on the run's page, for");

    BenchCli report = BenchCli.run("report " + latest());
    assertThat(report.status()).isEqualTo(254);
    assertThat(report.err())
        .contains("makes no page", "run the test again", "FINE")
        .doesNotContain("\tat ");
  }

  @Test
  void all_faults_are_among_the_options_in_the_results() throws IOException {
    test(BroadcastProgram.class, " --reorder 0.2 --retry 0.3");
    var options = Json.parse(Files.readString(latest().resolve("results.json"))).path("options");
    assertThat(options.path("loss").asDouble()).isEqualTo(0.1);
    assertThat(options.path("duplicate").asDouble()).isEqualTo(0.1);
    assertThat(options.path("reorder").asDouble()).isEqualTo(0.2);
    assertThat(options.path("retry").asDouble()).isEqualTo(0.3);
  }

  @Test
  void a_sweep_of_seeds_leaves_nothing() throws IOException {
    test(BroadcastProgram.class, " --runs 2");
    assertThat(directory.resolve("store")).doesNotExist();
  }

  @Test
  void a_folder_without_a_run_is_told_in_a_sentence() {
    BenchCli missing = BenchCli.run("report " + directory.resolve("nothing"));
    assertThat(missing.status()).isEqualTo(254);
    assertThat(missing.err()).contains("There is no folder", "run a test first");
    BenchCli empty = BenchCli.run("report " + directory);
    assertThat(empty.status()).isEqualTo(254);
    assertThat(empty.err())
        .contains("holds neither results.json nor results.edn")
        .doesNotContain("\tat ");
  }
}
