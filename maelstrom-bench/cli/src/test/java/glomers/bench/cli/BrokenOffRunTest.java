package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a run in the middle of which the bench was killed. */
@Timeout(120)
final class BrokenOffRunTest {

  @TempDir Path directory;

  private Path latest() {
    return directory.resolve("store/latest");
  }

  /** A bench in a process of its own, which has written so many operations' ends. */
  private Process begun(int operations) throws IOException, InterruptedException {
    Process bench =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "glomers.bench.cli.Main",
                "test",
                "-w",
                "unique-ids",
                "--node-count",
                "1",
                "--time-limit",
                "60",
                "--rate",
                "50",
                "--store",
                directory.resolve("store").toString(),
                "--bin",
                ShellNode.write(directory, ShellNode.ids("$dest-$count")).toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out.txt").toFile())
            .start();
    while (bench.isAlive() && lines(latest().resolve("unfinished/history.jsonl")) < operations) {
      Thread.sleep(20);
    }
    assertThat(bench.isAlive()).as(Files.readString(directory.resolve("out.txt"))).isTrue();
    return bench;
  }

  private static int lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  @Test
  void a_bench_that_is_killed_leaves_what_it_wrote_and_report_and_check_read_it()
      throws IOException, InterruptedException {
    Process bench = begun(40);
    BenchCli early = BenchCli.run("report " + latest());
    assertThat(early.status()).isEqualTo(254);
    assertThat(early.err()).contains("is still going on (process " + bench.pid() + ")");

    bench.destroyForcibly().waitFor();
    Path history = latest().resolve("unfinished/history.jsonl");
    int begunAndEnded = lines(history);
    Files.writeString(history, Files.readString(history) + "{\"index\":3,\"process\":0,\"no");

    BenchCli check = BenchCli.run("check -w unique-ids --no-store " + history);
    assertThat(check.status()).as(check.toString()).isZero();
    assertThat(check.out()).contains("VALID  unique-ids, ");

    BenchCli report = BenchCli.run("report " + latest());
    assertThat(report.status()).as(report.toString()).isZero();
    assertThat(report.out()).contains("killed before the run was over");
    List<String> kept = Files.readAllLines(latest().resolve("history.jsonl"));
    assertThat(kept.size()).isBetween(begunAndEnded / 2, begunAndEnded / 2 + 1);
    assertThat(latest().resolve("messages.jsonl")).isNotEmptyFile();
    assertThat(latest().resolve("index.html")).isNotEmptyFile();
    assertThat(latest().resolve("unfinished")).doesNotExist();
    var results = Json.parse(Files.readString(latest().resolve("results.json")));
    assertThat(results.path("verdict").asString()).isEqualTo("crashed");
    assertThat(results.path("stats").path("ok-count").asInt()).isGreaterThan(15);
  }
}
