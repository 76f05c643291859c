package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import glomers.bench.sweep.Shard;
import glomers.broadcast.BroadcastProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps in parts, for machines that know nothing of each other. */
final class ShardTest {

  @TempDir static Path program;

  private static String test;

  @TempDir Path directory;

  @BeforeAll
  static void nameTheProgram() throws IOException {
    test =
        "-w broadcast --node-count 3 --time-limit 2 --rate 20 --bin "
            + ProgramFolder.naming(BroadcastProgram.class, program);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  @Test
  void the_shards_of_a_sweep_have_each_of_its_runs_once() {
    for (int count : List.of(1, 3, 7, 20)) {
      int[] places =
          IntStream.rangeClosed(1, count)
              .mapToObj(number -> new Shard(number, count))
              .flatMapToInt(
                  shard -> IntStream.range(0, shard.size(16)).map(shard::place).filter(shard::has))
              .sorted()
              .toArray();
      assertThat(places).containsExactly(IntStream.range(0, 16).toArray());
    }
    for (String nonsense : List.of("", "3", "0/3", "4/3", "-1/3", "1/3/5", "a/b")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Shard.parse(nonsense));
    }
  }

  @Test
  void shards_of_a_sweep_are_put_together_to_what_the_whole_sweep_says() throws IOException {
    String sweep = "test " + test + " --simulate --seed 5 --runs 7 --results ";
    for (int number = 1; number <= 3; number++) {
      BenchCli part = BenchCli.run(sweep + file(number + ".jsonl") + " --shard " + number + "/3");
      assertThat(part.status()).as(part.toString()).isZero();
      assertThat(part.out()).contains(" cores, shard " + number + "/3");
    }
    BenchCli whole = BenchCli.run(sweep + file("whole.jsonl"));
    assertThat(whole.out()).contains("7 of 7 seeds valid");

    BenchCli merged =
        BenchCli.run("merge " + file("3.jsonl") + " " + file("1.jsonl") + " " + file("2.jsonl"));
    assertThat(merged.status()).as(merged.toString()).isZero();
    assertThat(merged.out()).contains("VALID  0 of 7 seeds failed, of 3 files");
    String ofWhole = BenchCli.run("merge " + file("whole.jsonl")).out();
    assertThat(row(merged.out())).isEqualTo(row(ofWhole));
  }

  /** A table's last row, without its times. */
  private static String row(String out) {
    return out.lines()
        .filter(line -> line.startsWith("| broadcast"))
        .findFirst()
        .orElseThrow()
        .replaceFirst("[^|]*\\|$", "");
  }

  @Test
  void a_shard_that_is_missing_or_was_killed_is_missed_and_one_that_comes_twice_counts_once()
      throws IOException {
    String sweep = "test " + test + " --simulate --seed 5 --runs 4 --shard ";
    BenchCli.run(sweep + "2/2 --results " + file("2.jsonl"));
    String lines = Files.readString(file("2.jsonl"));
    Files.writeString(file("2.jsonl"), lines.substring(0, lines.length() - 20));

    BenchCli merged = BenchCli.run("merge " + file("2.jsonl") + " " + file("2.jsonl"));
    assertThat(merged.status()).as(merged.toString()).isEqualTo(2);
    assertThat(merged.out())
        .contains("broadcast: 3 of 4 seeds are missing, the first is number 1")
        .contains("1 seeds came twice, and count once")
        .contains("UNKNOWN  0 of 1 seeds failed, 3 are missing, of 2 files");
  }

  @Test
  void a_failure_is_told_with_the_command_that_repeats_it() throws IOException {
    BenchCli part =
        BenchCli.run(
            "test "
                + test
                + " --nemesis partition --nemesis-interval 1 --simulate --no-shrink --seed 1 --runs 4"
                + " --shard 1/2 --results "
                + file("1.jsonl")
                + " --no-store -- --step flood");
    assertThat(part.status()).as(part.toString()).isEqualTo(1);
    BenchCli merged = BenchCli.run("merge " + file("1.jsonl"));
    assertThat(merged.status()).isEqualTo(1);
    assertThat(merged.out())
        .contains("INVALID  broadcast, seed ")
        .containsPattern("repeat with .*--no-store --seed \\d+ -- --step flood")
        .doesNotContain("--shard")
        .doesNotContain("--results");
  }

  @Test
  void a_suite_and_a_swarm_have_shards_as_well() throws IOException {
    Path list = file("list.txt");
    Files.writeString(
        list, "calm | " + test + " | --max-millis 5000\nlossy | " + test + " --loss 0.1\n");
    String suite = "suite " + list + " --simulate --runs 3 --shard ";
    for (int number = 1; number <= 2; number++) {
      BenchCli.run(suite + number + "/2 --results " + file("suite" + number + ".jsonl"));
    }
    BenchCli merged = BenchCli.run("merge " + file("suite1.jsonl") + " " + file("suite2.jsonl"));
    assertThat(merged.status()).as(merged.toString()).isZero();
    assertThat(merged.out()).contains("| calm ").contains("| lossy ").contains("3 of 3 valid");

    String swarm =
        "swarm -w broadcast --bin "
            + program
            + " --time-limit 2 --runs 4 --seed 3 --no-shrink --shard ";
    for (int number = 1; number <= 2; number++) {
      BenchCli.run(swarm + number + "/2 --results " + file("swarm" + number + ".jsonl"));
    }
    BenchCli both = BenchCli.run("merge " + file("swarm1.jsonl") + " " + file("swarm2.jsonl"));
    assertThat(both.status()).as(both.toString()).isZero();
    assertThat(both.out()).contains("| feature").contains("VALID  0 of 4 seeds failed");

    BenchCli mixed = BenchCli.run("merge " + file("suite1.jsonl") + " " + file("swarm2.jsonl"));
    assertThat(mixed.status()).isEqualTo(254);
    assertThat(mixed.err()).contains("these are shards of two sweeps");
  }

  @Test
  void what_makes_no_shard_is_told() {
    assertThat(BenchCli.run("test " + test + " --simulate --runs 4 --shard 1/2").err())
        .contains("--shard needs --seed");
    assertThat(BenchCli.run("test " + test + " --simulate --seed 1 --runs 4 --shard 3/2").err())
        .contains("--shard has to be K/N");
    assertThat(BenchCli.run("test " + test + " --simulate --seed 1 --shard 1/2").err())
        .contains("--shard and --results are for sweeps");
    assertThat(BenchCli.run("merge " + file("none.jsonl")).err()).contains("There is no file");
  }
}
