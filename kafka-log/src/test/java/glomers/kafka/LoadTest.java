package glomers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.Call;
import glomers.bench.script.ScriptedCluster;
import glomers.core.message.Body;
import glomers.core.message.KafkaVerbs.CommitOffsets;
import glomers.core.message.KafkaVerbs.CommitOffsetsOk;
import glomers.core.message.KafkaVerbs.Send;
import glomers.core.message.KafkaVerbs.SendOk;
import glomers.kafka.recovery.RecoveryProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.IntNode;

/** What a load like that of challenge 5c costs: 1,000 operations a second, two clients per node. */
class LoadTest {

  private static final Duration STEP = Duration.ofNanos(100_000);
  private static final int STEPS = 50_000;
  private static final int STEPS_OF_A_CLIENT = 7;
  private static final double OPERATIONS_PER_STEP = 0.1;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Long> sendSteps = new ArrayList<>();
  private double allowed;
  private int operations;

  @Test
  void two_nodes_need_less_than_half_a_message_per_operation() {
    assertThat(messagesPerOperation(2)).isLessThan(0.45);
    assertThat(operations).isGreaterThan(4_000);
    sendSteps.sort(null);
    Duration median = STEP.multipliedBy(sendSteps.get(sendSteps.size() / 2));
    assertThat(median).isLessThan(Duration.ofMillis(8));
  }

  @Test
  void three_nodes_need_less_than_one_message_per_operation() {
    assertThat(messagesPerOperation(3)).isLessThan(0.8);
  }

  private double messagesPerOperation(int nodes) {
    ScriptedCluster cluster = ScriptedCluster.of(new RecoveryProgram(), nodes, 1);
    cluster.latency(Duration.ofNanos(500_000));
    cluster.run(Duration.ofSeconds(1));
    long before = cluster.messagesBetweenNodes();
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 2 * nodes; i++) {
      clients.add(new Client(cluster, "n" + i % nodes));
    }
    for (long step = 0; step < STEPS; step++) {
      allowed += OPERATIONS_PER_STEP;
      for (Client client : clients) {
        client.step(step);
      }
      cluster.run(STEP);
      cluster.takeTrace();
    }
    return (cluster.messagesBetweenNodes() - before) / (double) operations;
  }

  /** Sends, or reads and commits, one after the other, as fast as the rate allows. */
  private final class Client {
    private final ScriptedCluster cluster;
    private final String home;
    private Optional<Call<? extends Body>> sending = Optional.empty();
    private long startStep;
    private long freeStep;

    Client(ScriptedCluster cluster, String home) {
      this.cluster = cluster;
      this.home = home;
    }

    void step(long now) {
      if (sending.isPresent() && sending.get().isDone()) {
        sendSteps.add(now - startStep);
        sending = Optional.empty();
        freeStep = now + STEPS_OF_A_CLIENT;
      }
      if (sending.isEmpty() && freeStep <= now && allowed >= 1) {
        allowed--;
        operations++;
        startStep = now;
        ask("k" + random.nextInt(5));
      }
    }

    private void ask(String key) {
      if (random.nextBoolean()) {
        Send send = new Send(key, IntNode.valueOf(operations));
        sending = Optional.of(cluster.ask(home, send, SendOk.class));
      } else {
        CommitOffsets commit = new CommitOffsets(Map.of(key, (long) operations));
        cluster.askNow(home, commit, CommitOffsetsOk.class);
        freeStep = startStep + 2 * STEPS_OF_A_CLIENT;
      }
    }
  }
}
