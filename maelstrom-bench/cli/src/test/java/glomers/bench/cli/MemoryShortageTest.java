package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.Fixtures;
import glomers.core.runtime.Nodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bench in a process that has next to no memory. */
@Timeout(120)
@Order(1)
final class MemoryShortageTest {

  /** A program that gives out identifiers which soon need much memory. */
  static final class LongIds {
    public static void main(String[] commandLine) {
      Nodes.run(commandLine, Fixtures.longUniqueIds());
    }
  }

  private static final String SENTENCE =
      "maelstrom-bench ran out of memory, of which it may use \\d+ MiB: .* so lower --rate,"
          + " --time-limit or --concurrency, or give it more, .*GLOMERS_JVM_OPTIONS=-Xmx\\d+m";

  @TempDir Path directory;

  private record Ended(int status, String out, String err) {}

  private Ended bench(int heapMebibytes, String commandLine)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + heapMebibytes + "m",
                // What is kept has only half of it, and so it is full the sooner.
                "-Xmn" + heapMebibytes / 2 + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dglomers.collectorLookMillis=200",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    words.addAll(List.of(commandLine.split(" ")));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
      assertThat(process.descendants()).isEmpty();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** What the JVM itself says when several threads run out of memory at one moment. */
  private static final String WORD_OF_THE_JVM =
      "Exception: java.lang.OutOfMemoryError thrown from the UncaughtExceptionHandler";

  private static void assertSaysWhatToLower(Ended bench) {
    assertThat(bench.status()).as(bench.toString()).isEqualTo(255);
    String said =
        bench
            .err()
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith(WORD_OF_THE_JVM))
            .collect(Collectors.joining("\n"));
    assertThat(said).containsPattern(SENTENCE).doesNotContain("\tat ", "Exception");
    assertThat(said.lines()).as(bench.err()).hasSize(1);
  }

  @Test
  void a_simulation_that_is_too_large_says_what_to_lower() throws Exception {
    assertSaysWhatToLower(
        bench(
            32,
            "test --simulate -w unique-ids --rate 10000 --time-limit 60 --no-store --seed 1 --bin "
                + ProgramFolder.naming(LongIds.class, directory)));
  }

  @Test
  void a_sweep_that_is_too_large_says_so_once_and_gives_up_its_other_seeds() throws Exception {
    Ended bench =
        bench(
            32,
            "test --simulate -w unique-ids --rate 10000 --time-limit 60 --seed 1 --runs 100 --bin "
                + ProgramFolder.naming(LongIds.class, directory));
    assertSaysWhatToLower(bench);
    assertThat(bench.out()).doesNotContain("seeds valid");
  }

  @Test
  void a_run_of_processes_that_is_too_large_says_what_to_lower_and_leaves_none_behind()
      throws Exception {
    assertSaysWhatToLower(
        bench(
            24,
            "test -w unique-ids --node-count 1 --concurrency 20 --rate 10000 --time-limit 60"
                + " --no-store --seed 1 --bin "
                + ShellNode.write(directory, ShellNode.ids("$dest-$count-" + "x".repeat(1_000)))));
  }

  @Test
  void so_does_one_whose_node_says_more_than_can_be_kept() throws Exception {
    Path node = directory.resolve("node");
    Files.writeString(node, "#!/bin/sh\nhead -c 16000000 /dev/zero | tr '\\0' x\nsleep 60\n");
    assertThat(node.toFile().setExecutable(true)).isTrue();
    assertSaysWhatToLower(
        bench(24, "test -w echo --node-count 1 --time-limit 60 --no-store --bin " + node));
  }

  @Test
  void a_full_heap_counts_only_if_nearly_all_time_goes_into_it_for_ten_seconds() {
    CollectorLoad load = new CollectorLoad();
    for (int look = 1; look <= 4; look++) {
      assertThat(load.isOverload(2_000, 1_900, 0.95)).isFalse();
    }
    assertThat(load.isOverload(2_000, 1_000, 0.95)).isFalse();
    for (int look = 1; look <= 4; look++) {
      assertThat(load.isOverload(2_000, 1_900, 0.95)).isFalse();
    }
    assertThat(load.isOverload(2_000, 1_900, 0.5)).isFalse();
    for (int look = 1; look <= 4; look++) {
      assertThat(load.isOverload(2_000, 1_900, 0.95)).isFalse();
    }
    assertThat(load.isOverload(2_000, 1_900, 0.95)).isTrue();
  }
}
