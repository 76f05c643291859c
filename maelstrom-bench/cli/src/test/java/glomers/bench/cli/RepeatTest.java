package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.uniqueids.UniqueIdsProgram;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that cannot be repeated, each for a reason of its own, and the bench that says so. */
@Timeout(120)
final class RepeatTest {

  private static final String IDS =
      "test --simulate -w unique-ids --node-count 3 --time-limit 10 --rate 100 --no-store --no-shrink --bin ";

  private static final String BROADCAST =
      "test --simulate -w broadcast --node-count 3 --time-limit 10 --rate 20 --no-store --no-shrink --bin ";

  private static String source(String name) {
    try {
      return Path.of(RepeatTest.class.getResource("/glomers/bench/repeat/" + name).toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_node_that_iterates_over_an_identity_hash_set_is_not_repeatable_though_valid() {
    BenchCli bench = BenchCli.run(BROADCAST + source("IdentitySet.java") + " --seed 1 --runs 2");
    assertThat(bench.status()).as(bench.toString()).isEqualTo(1);
    assertThat(bench.out())
        .containsPattern(
            "INVALID by ours  seed 1: not-repeatable \\(ours\\): .*: first (n\\d sent n\\d) \\{.*\"told\",\"value\":(\\d+).*"
                + " at (\\d\\.\\d+ s); then \\1 .*\"told\",\"value\":(?!\\2\\D)\\d+.* at \\3\n"
                + "  repeat with .* --seed 1 --runs 1\n")
        .containsPattern(
            "INVALID  1 of 2 seeds valid \\(2 by Maelstrom's rules\\), 1 not repeatable, in ");
    BenchCli repetition =
        BenchCli.run(BROADCAST + source("IdentitySet.java") + " --seed 1 --runs 1");
    assertThat(repetition.out()).contains("seed 1: not-repeatable (ours): ", "1 not repeatable");
  }

  @Test
  void a_seed_that_fails_is_told_to_be_not_repeatable_besides() {
    String lossy = BROADCAST + source("IdentitySet.java") + " --loss 0.1 --seed 2";
    BenchCli sweep = BenchCli.run(lossy + " --runs 2");
    assertThat(sweep.status()).isEqualTo(1);
    assertThat(sweep.out())
        .containsPattern(
            "INVALID.*  seed 3: (lost|incomplete-node) .*\n  not-repeatable: .*\n  repeat")
        .containsPattern("0 of 2 seeds valid, 2 not repeatable");
    BenchCli alone = BenchCli.run(lossy);
    assertThat(alone.status()).isEqualTo(1);
    assertThat(alone.out())
        .containsPattern("\n  - not-repeatable \\(ours\\): .*\n  - (lost|incomplete-node)");
  }

  @Test
  void a_node_that_reads_the_clock_is_not_repeatable_though_valid() {
    BenchCli bench = BenchCli.run(IDS + source("ClockReader.java") + " --seed 1 --runs 2");
    assertThat(bench.status()).as(bench.toString()).isEqualTo(1);
    assertThat(bench.out())
        .containsPattern(
            "seed 1: not-repeatable \\(ours\\): .*: first (n\\d sent c\\d+) .*\"id\":\"(\\S+)\".*; then \\1 .*\"id\":\"")
        .contains("1 of 2 seeds valid (2 by Maelstrom's rules), 1 not repeatable");
  }

  @Test
  void a_static_counter_is_named_and_each_seed_alone_has_the_verdict_that_it_has_in_a_sweep() {
    String seeds = IDS + source("StaticCounter.java") + " --nemesis kill --seed ";
    BenchCli sweep = BenchCli.run(seeds + "1 --runs 12");
    assertThat(sweep.out())
        .contains("StaticCounter.count is static, and it is not final")
        .doesNotContain("not-repeatable", "not repeatable");
    List<Long> failed =
        Arrays.stream(sweep.out().split("\n"))
            .filter(line -> line.matches("INVALID.*  seed \\d+:.*"))
            .map(line -> Long.valueOf(line.replaceAll("INVALID.*  seed (\\d+):.*", "$1")))
            .toList();
    assertThat(failed).as(sweep.out()).isNotEmpty().hasSizeLessThan(12);
    for (long seed = 1; seed <= 12; seed++) {
      BenchCli alone = BenchCli.run(seeds + seed);
      assertThat(alone.status()).as("seed %d", seed).isEqualTo(failed.contains(seed) ? 1 : 0);
      assertThat(alone.out()).doesNotContain("not-repeatable");
    }
  }

  @Test
  void a_node_that_can_be_repeated_is_not_suspected(@TempDir Path directory) throws IOException {
    BenchCli bench =
        BenchCli.run(
            "test --simulate -w unique-ids --node-count 3 --time-limit 10"
                + " --rate 100 --nemesis kill,partition --runs 60 --seed 1 --bin "
                + ProgramFolder.naming(UniqueIdsProgram.class, directory));
    assertThat(bench.status()).as(bench.toString()).isZero();
    assertThat(bench.out()).doesNotContain("repeatable", "is static");
  }
}
