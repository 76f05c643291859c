package glomers.counter.deltas;

import static glomers.counter.Counters.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.CounterVerbs.Add;
import glomers.core.message.CounterVerbs.AddOk;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Clusters of 1 to 6 nodes under partitions, loss, duplication and delays, with clients that retry.
 * Once the network is whole, every node must read the exact sum, and then fall silent.
 */
class RandomFaultsTest {

  private static final int SEEDS = 100;
  private static final int STEPS = 120;

  @Test
  void every_final_read_is_exact() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      ScriptedCluster cluster = ScriptedCluster.of(new DeltaProgram(), 1 + random.nextInt(6), seed);
      long added = addUnderFaults(cluster, random);
      cluster.heal();
      cluster.chaos(0, 0);
      // As long as Maelstrom waits before its final reads.
      cluster.run(Duration.ofSeconds(10));
      assertThat(readAll(cluster)).as("seed %d", seed).containsOnly(added);

      cluster.run(Duration.ofSeconds(20));
      cluster.takeTrace();
      cluster.run(Duration.ofSeconds(60));
      assertThat(cluster.takeTrace()).as("said when idle, seed %d", seed).isEmpty();
    }
  }

  private static long addUnderFaults(ScriptedCluster cluster, SplittableRandom random) {
    List<String> names = cluster.names();
    cluster.latency(Duration.ofMillis(random.nextInt(300)));
    long added = 0;
    long msgId = 1_000_000;
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(12)) {
        case 0 -> cluster.chaos(random.nextDouble(0.8), random.nextDouble(0.5));
        case 1 -> cutAtRandom(cluster, random);
        case 2 -> cluster.heal();
        default -> {
          String node = names.get(random.nextInt(names.size()));
          String client = "c" + random.nextInt(3);
          long delta = random.nextLong(6);
          for (int attempt = random.nextInt(3); attempt >= 0; attempt--) {
            cluster.ask(client, msgId, node, new Add(delta), AddOk.class).reply();
          }
          msgId++;
          added += delta;
        }
      }
      cluster.run(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 5_000 : 200)));
    }
    return added;
  }

  private static void cutAtRandom(ScriptedCluster cluster, SplittableRandom random) {
    List<String> some = cluster.names().stream().filter(name -> random.nextBoolean()).toList();
    List<String> others = cluster.names().stream().filter(name -> random.nextBoolean()).toList();
    cluster.cut(some, others);
  }
}
