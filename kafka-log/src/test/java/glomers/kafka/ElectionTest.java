package glomers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import glomers.kafka.recovery.RecoveryProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long it takes to find a new leader. A follower waits 600 to 1,200 ms before it stands. */
class ElectionTest {

  private static final int SEEDS = 100;

  @Test
  void candidates_that_stand_at_the_same_time_do_not_split_the_votes() {
    List<Duration> outages = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Scenario log = cluster(seed);
      log.cluster().crash("n0");
      outages.add(outage(log));
    }
    // The longest wait, a pre-vote, an election, and an append; a second wait would be 600 ms more.
    assertThat(outages).allMatch(outage -> outage.toMillis() < 1_200 + 500);
  }

  @Test
  void a_candidate_that_cannot_win_makes_the_one_stand_who_can() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Scenario log = cluster(seed);
      log.cluster().isolate("n2");
      var missed = log.send("n1", "k", 1);
      log.runUntil(missed::isDone, 3_000);
      // By now n2 would like to lead, and asks every 100 ms.
      log.run(2_000);
      log.cluster().crash("n0");
      log.run(100);
      log.cluster().heal();
      // The shortest wait, its next question, a pre-vote, an election, and what it missed.
      assertThat(outage(log)).as("seed %d", seed).isLessThan(Duration.ofMillis(600 + 700));
    }
  }

  @Test
  void a_candidate_that_hears_nobody_does_not_keep_the_others_from_a_leader() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Scenario log = cluster(seed);
      log.cluster().deafen("n0");
      assertThat(outage(log)).as("seed %d", seed).isLessThan(Duration.ofSeconds(5));
    }
  }

  private static Duration outage(Scenario log) {
    var append = log.send("n1", "k", 2);
    return log.runUntil(append::isDone, 10_000);
  }

  private static Scenario cluster(int seed) {
    ScriptedCluster cluster = ScriptedCluster.of(new RecoveryProgram(), 3, seed);
    cluster.latency(Duration.ofMillis(50));
    Scenario log = Scenario.of(cluster);
    log.run(3_000);
    return log;
  }
}
