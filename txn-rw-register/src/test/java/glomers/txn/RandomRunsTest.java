package glomers.txn;

import static glomers.bench.options.TestOptions.NemesisKind.KILL;
import static glomers.bench.options.TestOptions.NemesisKind.PARTITION;
import static glomers.txn.Txns.readTexts;
import static glomers.txn.Txns.run;
import static glomers.txn.Txns.w;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.junit.Seeds;
import glomers.bench.junit.Simulated;
import glomers.bench.script.ScriptedCluster;
import glomers.txn.causal.CausalProgram;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Atomic, causal, always available, and soon after the last fault the same everywhere and at rest.
 * Sessions at a node that dies see less than they saw, so a run with deaths demands less. Who waits
 * for word of a delta of many parts gives up on it after eight times 400 ms, and begins anew.
 */
final class RandomRunsTest {

  @Simulated(
      workload = "txn-rw-register",
      nodes = 3,
      concurrency = 6,
      rate = 150,
      timeLimit = 2,
      recovery = 3,
      faults = PARTITION,
      nemesisInterval = 0.2,
      loss = 0.1,
      duplicate = 0.1,
      latency = 5,
      consistencyModels = "causal-cerone",
      totallyAvailable = true,
      seeds = 8)
  void three_nodes_under_faults(Seeds seeds) {
    seeds.areValid(TxnProgram::main);
  }

  @Simulated(
      workload = "txn-rw-register",
      nodes = 5,
      concurrency = 10,
      rate = 250,
      timeLimit = 2,
      recovery = 3,
      faults = PARTITION,
      nemesisInterval = 0.2,
      loss = 0.1,
      duplicate = 0.1,
      latency = 5,
      consistencyModels = "causal-cerone",
      totallyAvailable = true,
      seeds = 4,
      arguments = {"--step-millis", "3"})
  void five_nodes_whose_transactions_overlap(Seeds seeds) {
    seeds.areValid(TxnProgram::main);
  }

  @Simulated(
      workload = "txn-rw-register",
      nodes = 3,
      concurrency = 6,
      rate = 150,
      timeLimit = 2,
      recovery = 5,
      faults = PARTITION,
      nemesisInterval = 0.2,
      loss = 0.1,
      duplicate = 0.1,
      latency = 5,
      consistencyModels = "causal-cerone",
      totallyAvailable = true,
      seeds = 5,
      arguments = {"--max-message-bytes", "2000"})
  void three_nodes_whose_messages_have_many_parts(Seeds seeds) {
    seeds.areValid(TxnProgram::main);
  }

  @Simulated(
      workload = "txn-rw-register",
      nodes = 9,
      concurrency = 18,
      rate = 250,
      timeLimit = 2,
      recovery = 5,
      faults = PARTITION,
      nemesisInterval = 0.2,
      loss = 0.1,
      duplicate = 0.1,
      latency = 5,
      consistencyModels = "causal-cerone",
      totallyAvailable = true,
      seeds = 1,
      arguments = {"--max-message-bytes", "6000"})
  void nine_nodes_whose_messages_have_many_parts(Seeds seeds) {
    seeds.areValid(TxnProgram::main);
  }

  @Simulated(
      workload = "txn-rw-register",
      nodes = 5,
      concurrency = 10,
      rate = 250,
      timeLimit = 5,
      recovery = 5,
      faults = {KILL, PARTITION},
      nemesisInterval = 0.3,
      maxDown = 4,
      loss = 0.2,
      duplicate = 0.2,
      latency = 5,
      consistencyModels = "read-committed",
      seeds = 3,
      arguments = {"--max-message-bytes", "5000"})
  void five_nodes_of_which_all_but_one_may_be_dead(Seeds seeds) {
    seeds.outlivedBySurvivors().areValid(TxnProgram::main);
  }

  @ParameterizedTest(name = "{0} nodes, messages of {1} bytes")
  @CsvSource({"2, 1048576", "3, 1048576", "5, 5000", "9, 1048576"})
  void two_seconds_after_the_last_fault_all_agree_and_soon_nobody_has_anything_to_say(
      int nodes, int maxMessageBytes) {
    for (long seed = 0; seed < Seeds.times(3); seed++) {
      ScriptedCluster cluster =
          ScriptedCluster.of(
                  new CausalProgram(), nodes, seed, "--max-message-bytes", "" + maxMessageBytes)
              .latency(Duration.ofMillis(5));
      writeUnderFaults(cluster, new Random(seed));
      cluster.run(Duration.ofSeconds(2));
      assertThat(cluster.names().stream().map(node -> readTexts(cluster, node, KEYS)).distinct())
          .as("states of seed %d", seed)
          .hasSize(1);

      cluster.takeTrace();
      cluster.run(Duration.ofSeconds(10));
      assertThat(cluster.takeTrace()).as("said after seed %d", seed).isEmpty();
    }
  }

  private static final String[] KEYS =
      IntStream.range(0, 30).mapToObj(key -> "k" + key).toArray(String[]::new);

  private static void writeUnderFaults(ScriptedCluster cluster, Random random) {
    Set<String> dead = new HashSet<>();
    cluster.chaos(0.2, 0.2);
    for (int step = 0; step < 300; step++) {
      String node = cluster.names().get(random.nextInt(cluster.names().size()));
      switch (random.nextInt(20)) {
        case 0 -> cluster.isolate(node);
        case 1 -> cluster.heal();
        case 2 -> {
          if (dead.size() < cluster.names().size() - 1 && dead.add(node)) {
            cluster.crash(node);
          }
        }
        case 3, 4 -> {
          if (dead.remove(node)) {
            cluster.restart(node);
          }
        }
        default -> {
          if (!dead.contains(node)) {
            run(cluster, node, w(KEYS[step % KEYS.length], "" + step), w("k0", "" + step));
          }
        }
      }
      cluster.run(Duration.ofMillis(random.nextInt(20)));
    }
    dead.forEach(cluster::restart);
    cluster.chaos(0, 0);
    cluster.heal();
  }
}
