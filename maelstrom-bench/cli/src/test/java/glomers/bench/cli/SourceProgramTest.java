package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that is one source file: the one that the overview shows. */
@Timeout(120)
final class SourceProgramTest {

  private static final String OPTIONS =
      "test -w unique-ids --node-count 3 --no-store --seed 1 --bin ";

  @TempDir Path directory;

  private Path source;

  @BeforeEach
  void take_it_from_the_page() throws IOException {
    Matcher block =
        Pattern.compile("<!-- file: (\\w+\\.java) -->\n```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../../README.md")));
    assertThat(block.find()).isTrue();
    source = Files.writeString(directory.resolve(block.group(1)), block.group(2));
  }

  @Test
  void it_runs_as_processes() {
    BenchCli bench = BenchCli.run(OPTIONS + source + " --time-limit 3 --rate 100");
    assertThat(bench.status()).as(bench.toString()).isZero();
    assertThat(bench.out()).contains("\nVALID  unique-ids, 3 nodes");
  }

  @Test
  void it_runs_in_a_simulation_and_forgets_its_count_when_it_is_killed() {
    String simulated = OPTIONS + source + " --time-limit 20 --rate 100 --simulate";
    assertThat(BenchCli.run(simulated).status()).isZero();
    BenchCli killed = BenchCli.run(simulated + " --nemesis kill --nemesis-interval 3");
    assertThat(killed.status()).as(killed.toString()).isEqualTo(1);
    assertThat(killed.out()).contains("duplicate-id");
  }

  @Test
  void one_that_does_not_compile_is_told_where() throws IOException {
    Files.writeString(source, Files.readString(source).replace("count++", "cuont++"));
    BenchCli bench = BenchCli.run(OPTIONS + source);
    assertThat(bench.status()).isEqualTo(254);
    assertThat(bench.err()).contains("does not compile", ".java:", "cuont", "^");
  }

  @Test
  void one_that_holds_no_program_is_told_what_lacks() throws IOException {
    Files.writeString(source, "class Nothing {}");
    BenchCli bench = BenchCli.run(OPTIONS + source + " --simulate");
    assertThat(bench.status()).isEqualTo(254);
    assertThat(bench.err()).contains("holds 0 classes with a main");
  }

  @Test
  void one_whose_main_runs_two_nodes_or_fails_is_told_so() throws IOException {
    String node = Files.readString(source);
    int run = node.indexOf("  Nodes.run");
    String call = node.substring(run, node.lastIndexOf('}'));
    Files.writeString(source, node.substring(0, run) + call + call + "}");
    BenchCli twice = BenchCli.run(OPTIONS + source + " --simulate");
    assertThat(twice.status()).isEqualTo(254);
    assertThat(twice.err()).contains("Counting.main runs a second node");

    Files.writeString(
        source, "void main(String[] options) { throw new IllegalStateException(\"no idea\"); }");
    BenchCli failed = BenchCli.run(OPTIONS + source + " --simulate");
    assertThat(failed.status()).isEqualTo(254);
    assertThat(failed.err()).contains("has failed in its main", "no idea").doesNotContain("anew");
  }
}
