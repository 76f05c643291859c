package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.node.ProgramSource;
import glomers.broadcast.BroadcastProgram;
import glomers.broadcast.hub.HubProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwarmTest {

  @TempDir Path directory;

  private String swarm() throws IOException {
    return "swarm -w broadcast --no-store --no-shrink --time-limit 10 --seed 1 --bin "
        + ProgramFolder.naming(BroadcastProgram.class, directory);
  }

  /** The line behind the first failure, without its two first words. */
  private static String firstCommand(BenchCli bench) {
    return bench
        .out()
        .lines()
        .filter(line -> line.contains("  repeat with"))
        .findFirst()
        .orElseThrow()
        .replaceFirst(".*? test ", "test ");
  }

  @Test
  void a_broken_node_is_found_and_the_command_that_is_printed_fails_the_same_way()
      throws IOException {
    BenchCli swarm = BenchCli.run(swarm() + " --runs 10 --node-count 5 -- --step flood");
    assertThat(swarm.status()).as(swarm.toString()).isEqualTo(1);
    assertThat(swarm.out()).contains("of 10 seeds failed", "| 4 to 5 nodes ");
    String reason =
        swarm.out().lines().filter(line -> line.startsWith("INVALID  seed")).findFirst().get();
    BenchCli test =
        BenchCli.run(firstCommand(swarm).replaceFirst("test ", "test --no-store --no-shrink "));
    assertThat(test.status()).as(test.toString()).isEqualTo(1);
    assertThat(test.out()).contains(reason.replaceFirst(".*? s: ", "  - "));
  }

  @Test
  void the_words_of_a_configuration_make_the_test_that_was_run() throws IOException {
    String bin = swarm().replaceFirst(".* ", "");
    List<String> words = List.of("test", "-w", "broadcast", "--bin", bin);
    var source =
        new glomers.bench.swarm.ConfigurationSource(
            "broadcast",
            ProgramSource.of(new HubProgram()),
            Map.of("--time-limit", "2"),
            List.of());
    for (long seed = 0; seed < 20; seed++) {
      var configuration = source.draw(seed);
      var options = Swarm.options(configuration, words);
      assertThat(options.seed()).isEqualTo(seed);
      assertThat(options.load().timeLimitSeconds()).isEqualTo(2);
      assertThat("" + options.nodes().size())
          .isEqualTo(configuration.options().get("--node-count"));
      assertThat(options).isEqualTo(Swarm.options(source.draw(seed), words));
    }
  }

  @Test
  void a_swarm_ends_when_its_time_is_over_and_says_what_it_covered() throws IOException {
    BenchCli bench = BenchCli.run(swarm() + " --time 1 --node-count 1");
    assertThat(bench.out()).contains("| feature ", "| 1 nodes ", "seeds failed");
  }

  @Test
  void a_number_of_seeds_that_makes_no_sense_is_refused() throws IOException {
    BenchCli bench = BenchCli.run(swarm() + " --runs 0");
    assertThat(bench.status()).isEqualTo(254);
    assertThat(bench.err()).contains("--runs has to be positive");
  }
}
