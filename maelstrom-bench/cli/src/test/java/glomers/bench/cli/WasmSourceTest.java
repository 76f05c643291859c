package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nodes in C, Go and Rust, as sources. Where there is no compiler these tests say that they were
 * skipped.
 */
@Timeout(300)
final class WasmSourceTest {

  private static final String OPTIONS =
      "test -w broadcast --node-count 2 --time-limit 5 --rate 10 --simulate --no-store --bin ";

  @TempDir Path folder;

  private Path source(String name) throws IOException {
    try (InputStream in = WasmSourceTest.class.getResourceAsStream(name)) {
      Path file = folder.resolve(name);
      Files.copy(in, file);
      return file;
    }
  }

  private static void assumeThereIs(String compiler) {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, compiler))),
        "there is no " + compiler);
  }

  @ParameterizedTest
  @CsvSource({"flood.c, clang", "flood.go, go"})
  void a_node_that_sends_once_is_wrong_under_loss_alone_and_its_failure_is_made_small(
      String name, String compiler) throws IOException {
    assumeThereIs(compiler);
    String command = OPTIONS + source(name);
    BenchCli whole = BenchCli.run(command + " --seed 1");
    assertThat(whole.status()).as(whole.toString()).isZero();
    BenchCli lossy = BenchCli.run(command + " --seed 1 --loss 0.3");
    assertThat(lossy.status()).as(lossy.toString()).isEqualTo(1);
    assertThat(lossy.out())
        .contains("The smallest run that was found to show it:")
        .containsPattern("n\\d → n\\d +gossip \\d+ +lost")
        .contains("needed are 2 of 2 nodes, 1 of ");
  }

  @ParameterizedTest
  @CsvSource({"flood.c, clang", "flood.go, go"})
  void one_that_sends_until_it_is_answered_survives_all_faults_of_a_network_and_can_be_repeated(
      String name, String compiler) throws IOException {
    assumeThereIs(compiler);
    BenchCli bench =
        BenchCli.run(
            OPTIONS
                + source(name)
                + " --runs 5 --seed 1 --loss 0.3 --duplicate 0.3 --reorder 0.3"
                + " --nemesis partition,pause --max-down 1 --nemesis-interval 1 -- again");
    assertThat(bench.status()).as(bench.toString()).isZero();
    assertThat(bench.out()).contains("5 of 5 seeds valid").doesNotContain("not repeatable");
  }

  private static void assumeRustKnowsWasi() throws IOException {
    Process process = new ProcessBuilder("rustc", "--print", "sysroot").start();
    Path libraries = Path.of(new String(process.getInputStream().readAllBytes()).strip());
    assumeTrue(
        Stream.of("wasm32-wasip1", "wasm32-wasi")
            .anyMatch(target -> Files.exists(libraries.resolve("lib/rustlib").resolve(target))),
        "Rust has no library for WASI");
  }

  @ParameterizedTest
  @CsvSource({
    "log.c, clang, kafka --concurrency 2n",
    "nodes.rs, rustc, txn-rw-register --concurrency 2n"
  })
  void a_node_that_is_alone_keeps_a_log_or_registers(String name, String compiler, String workload)
      throws IOException {
    assumeThereIs(compiler);
    if (compiler.equals("rustc")) {
      assumeRustKnowsWasi();
    }
    BenchCli bench =
        BenchCli.run(
            "test --node-count 1 --time-limit 2 --rate 100 --simulate --no-store --seed 1 -w "
                + workload
                + " --bin "
                + source(name));
    assertThat(bench.status()).as(bench.toString()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"node.c, clang", "node.go, go"})
  void what_does_not_compile_is_told_with_the_compilers_words(String name, String compiler)
      throws IOException {
    assumeThereIs(compiler);
    Path file = Files.writeString(folder.resolve(name), "nonsense");
    BenchCli bench = BenchCli.run(OPTIONS + file);
    assertThat(bench.status()).isEqualTo(254);
    assertThat(bench.err()).contains(name + " does not compile. " + compiler, "nonsense");
  }

  @Test
  void as_a_process_a_source_is_refused_with_a_hint() throws IOException {
    Path file = Files.writeString(folder.resolve("node.go"), "package main");
    BenchCli bench = BenchCli.run("test -w echo --no-store --bin " + file);
    assertThat(bench.status()).isEqualTo(254);
    assertThat(bench.err()).contains("node.go is a source file: add --simulate, or build it");
  }
}
