package glomers.txn.causal;

import static glomers.txn.Txns.r;
import static glomers.txn.Txns.readTexts;
import static glomers.txn.Txns.run;
import static glomers.txn.Txns.start;
import static glomers.txn.Txns.w;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.TxnVerbs.Operation;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the nodes say to one another. */
class ReplicationTest {

  private static final Duration LATENCY = Duration.ofMillis(5);

  /** A cluster that has exchanged its first greetings and fallen silent. */
  private static ScriptedCluster cluster(int nodes, String... arguments) {
    ScriptedCluster cluster =
        ScriptedCluster.of(new CausalProgram(), nodes, 1, arguments).latency(LATENCY);
    cluster.run(Duration.ofSeconds(5));
    cluster.takeTrace();
    return cluster;
  }

  /** The trace without the random names of incarnations, and with # for messages' numbers. */
  private static List<String> trace(ScriptedCluster cluster) {
    return cluster.takeTrace().stream()
        .map(line ->
            line.replaceAll("(n\\d)@[0-9a-z]+", "$1")
                .replaceAll("\\d{15,}", "T")
                .replaceAll("\\[\"(n\\d)\",\\d+\\]", "[\"$1\",#]")
                .replaceAll("\"delta\":\\d+", "\"delta\":#"))
        .toList();
  }

  @Test
  void a_write_set_takes_one_message_and_its_acknowledgement_another_and_then_there_is_silence() {
    ScriptedCluster cluster = cluster(2);
    run(cluster, "n0", w("x", "1"), w("y", "2"));
    run(cluster, "n0", w("x", "3"));
    cluster.run(Duration.ofSeconds(10));

    assertThat(trace(cluster))
        .containsExactly(
            "n0 -> n1 {\"type\":\"replicate\",\"id\":[\"n0\",#],\"heard\":[\"n1\",#],"
                + "\"known\":{\"n0\":2},\"answer_wanted\":true,"
                + "\"part\":{\"delta\":#,\"index\":0,\"count\":1,\"base\":{},\"versions\":["
                + "{\"timestamp\":[T,\"n0\"],\"place\":0,\"write\":[\"y\",2]},"
                + "{\"timestamp\":[T,\"n0\"],\"place\":1,\"write\":[\"x\",3]}]}}",
            "n1 -> n0 {\"type\":\"replicate\",\"id\":[\"n1\",#],\"heard\":[\"n0\",#],"
                + "\"known\":{\"n0\":2},\"answer_wanted\":false}");
    assertThat(readTexts(cluster, "n1", "x", "y")).containsExactly("3", "2");
  }

  @Test
  void reads_cost_no_message() {
    ScriptedCluster cluster = cluster(2);
    run(cluster, "n0", r("x"));
    cluster.run(Duration.ofSeconds(10));
    assertThat(trace(cluster)).isEmpty();
  }

  @Test
  void two_nodes_under_load_send_no_more_than_a_tenth_of_a_message_per_transaction() {
    ScriptedCluster cluster = cluster(2);
    long before = cluster.messagesBetweenNodes();
    int transactions = 5_000;
    for (int i = 0; i < transactions; i++) {
      run(cluster, "n" + i % 2, r("x"), w("k" + i % 7, "" + i));
      cluster.run(Duration.ofMillis(1));
    }
    assertThat(cluster.messagesBetweenNodes() - before).isLessThanOrEqualTo(transactions / 10);
  }

  @Test
  void what_is_lost_is_sent_again() {
    ScriptedCluster cluster = cluster(3).chaos(0.5, 0);
    for (int i = 0; i < 100; i++) {
      run(cluster, "n" + i % 3, w("x", "" + i), w("k" + i, "" + i));
      cluster.run(Duration.ofMillis(20));
    }
    cluster.chaos(0, 0).run(Duration.ofSeconds(2));

    for (int i = 0; i < 100; i++) {
      assertThat(readTexts(cluster, "n" + (i + 1) % 3, "k" + i)).containsExactly("" + i);
    }
  }

  @Test
  void a_peer_that_is_away_gets_fewer_and_fewer_messages_and_all_that_it_missed_when_it_is_back() {
    ScriptedCluster cluster = cluster(2);
    cluster.isolate("n1");
    for (int i = 0; i < 4_000; i++) {
      run(cluster, "n0", w("k" + i, "" + i));
      cluster.run(Duration.ofMillis(5));
    }
    assertThat(trace(cluster).size()).as("messages in 20 s").isBetween(20, 80);

    cluster.heal();
    cluster.run(Duration.ofMillis(1_500));
    for (int i = 0; i < 4_000; i++) {
      assertThat(readTexts(cluster, "n1", "k" + i)).containsExactly("" + i);
    }
  }

  @Test
  void a_node_gets_from_a_third_what_the_writer_cannot_bring() {
    ScriptedCluster cluster = cluster(3);
    cluster.cut(List.of("n0"), List.of("n2"));
    run(cluster, "n0", w("x", "1"));
    cluster.run(Duration.ofSeconds(2));

    assertThat(readTexts(cluster, "n2", "x")).containsExactly("1");
  }

  @Test
  void an_effect_never_comes_before_its_cause() {
    ScriptedCluster cluster = cluster(3);
    cluster.cut(List.of("n0"), List.of("n2"));
    run(cluster, "n0", w("x", "1"));
    cluster.run(Duration.ofMillis(70));
    run(cluster, "n1", r("x"), w("y", "2"));
    for (int i = 0; i < 400; i++) {
      cluster.run(Duration.ofMillis(5));
      assertThat(readTexts(cluster, "n2", "y", "x")).isNotEqualTo(List.of("2", "null"));
    }
    assertThat(readTexts(cluster, "n2", "y", "x")).containsExactly("2", "1");
  }

  @Test
  void what_a_node_acknowledges_can_be_read_there_whoever_dies_next() {
    ScriptedCluster cluster = cluster(3);
    cluster.cut(List.of("n1"), List.of("n2"));
    run(cluster, "n2", w("x", "1"));
    cluster.run(Duration.ofMillis(70));
    assertThat(run(cluster, "n0", r("x"), w("y", "2"))).contains(r("x", "1"));
    cluster.run(Duration.ofMillis(70));
    cluster.crash("n0");
    cluster.crash("n2");
    cluster.run(Duration.ofSeconds(1));

    List<String> said = trace(cluster);
    assertThat(said).anyMatch(line -> line.startsWith("n0 -> n1 ") && line.contains("[\"y\",2]"));
    assertThat(readTexts(cluster, "n1", "x", "y")).containsExactly("null", "null");
    assertThat(said)
        .as("n1 took nothing that it cannot show")
        .noneMatch(line -> line.startsWith("n1 ") && line.contains("\"known\":{\"n"));
  }

  @Test
  void a_write_that_came_without_its_cause_comes_again_with_it() {
    ScriptedCluster cluster = cluster(3);
    cluster.cut(List.of("n1"), List.of("n2"));
    run(cluster, "n2", w("x", "1"));
    cluster.run(Duration.ofMillis(70));
    run(cluster, "n0", r("x"), w("y", "2"));
    cluster.crash("n2");
    cluster.run(Duration.ofSeconds(1));
    assertThat(readTexts(cluster, "n1", "x", "y")).containsExactly("1", "2");
  }

  @Test
  void a_restarted_node_gets_back_what_its_peers_have_and_writes_where_it_never_wrote() {
    ScriptedCluster cluster = cluster(3);
    run(cluster, "n0", w("x", "1"));
    run(cluster, "n1", w("y", "1"));
    cluster.run(Duration.ofSeconds(2));
    run(cluster, "n0", w("z", "1"));
    cluster.crash("n0");
    cluster.restart("n0");
    run(cluster, "n0", w("v", "1"));
    cluster.run(Duration.ofSeconds(2));

    for (String node : cluster.names()) {
      assertThat(readTexts(cluster, node, "x", "y", "z", "v"))
          .as("z had not been sent to anybody")
          .containsExactly("1", "1", "null", "1");
    }
  }

  @Test
  void what_a_node_had_told_only_one_peer_when_it_died_still_reaches_the_other() {
    ScriptedCluster cluster = cluster(3);
    cluster.cut(List.of("n0"), List.of("n2"));
    run(cluster, "n0", w("x", "1"));
    cluster.run(Duration.ofMillis(70));
    cluster.crash("n0");
    cluster.run(Duration.ofSeconds(2));
    assertThat(readTexts(cluster, "n2", "x")).containsExactly("1");
  }

  @Test
  void all_nodes_but_one_may_restart_one_after_the_other_and_nothing_is_lost() {
    ScriptedCluster cluster = cluster(3);
    run(cluster, "n0", w("x", "1"));
    for (int round = 0; round < 6; round++) {
      cluster.run(Duration.ofSeconds(2));
      String node = "n" + round % 3;
      cluster.crash(node);
      run(cluster, "n" + (round + 1) % 3, w("k" + round, "1"));
      cluster.run(Duration.ofSeconds(1));
      cluster.restart(node);
    }
    cluster.run(Duration.ofSeconds(2));

    for (String node : cluster.names()) {
      assertThat(readTexts(cluster, node, "x", "k0", "k1", "k2", "k3", "k4", "k5"))
          .containsOnly("1");
    }
  }

  private static final int MEBIBYTE = 1 << 20;

  @ParameterizedTest(name = "{0} values of {1} bytes, {2} in a transaction")
  @CsvSource({"200, 20000, 10", "4, 1000000, 4"})
  void no_line_is_longer_than_a_mebibyte_or_a_single_value(int values, int bytes, int together) {
    assertNoLineIsLonger(MEBIBYTE, values, bytes, together);
  }

  /** More parts than a node gathers of several deltas. */
  @Test
  void nor_than_it_may_be_or_a_single_value() {
    assertNoLineIsLonger(
        MEBIBYTE / 20, 18, 1_000_000 / 20, 1, "--max-message-bytes", "" + MEBIBYTE / 20);
  }

  private static void assertNoLineIsLonger(
      int maxBytes, int values, int bytes, int together, String... arguments) {
    ScriptedCluster cluster = cluster(3, arguments).chaos(0.2, 0.2);
    cluster.crash("n2");
    String value = "\"" + "v".repeat(bytes) + "\"";
    for (int i = 0; i < values; i += together) {
      Operation[] writes =
          IntStream.range(i, i + together)
              .mapToObj(k -> w("k" + k, value))
              .toArray(Operation[]::new);
      run(cluster, "n0", writes);
      cluster.run(Duration.ofMillis(1));
    }
    cluster.run(Duration.ofSeconds(5));
    cluster.restart("n2");
    cluster.run(Duration.ofSeconds(20));

    assertThat(cluster.takeTrace())
        .allSatisfy(line -> assertThat(line.length()).isLessThan(maxBytes + bytes + 100));
    for (String node : cluster.names()) {
      for (int i = 0; i < values; i++) {
        assertThat(readTexts(cluster, node, "k" + i)).as(node).containsOnly(value);
      }
    }
  }

  @Test
  void a_peer_that_is_away_costs_no_memory_and_gets_what_is_left_of_what_it_missed() {
    ScriptedCluster cluster = cluster(2);
    cluster.isolate("n1");
    for (int i = 0; i < 4_000; i++) {
      run(cluster, "n0", w("k" + i % 10, "" + i));
      cluster.run(Duration.ofMillis(1));
    }
    trace(cluster);
    cluster.heal();
    cluster.run(Duration.ofSeconds(1));

    assertThat(String.join("", trace(cluster)).split("timestamp", -1)).hasSize(11);
    assertThat(readTexts(cluster, "n1", "k0", "k9")).containsExactly("3990", "3999");
  }

  @Test
  void a_lone_node_sends_nothing() {
    ScriptedCluster cluster = cluster(1);
    start(cluster, "n0", w("x", "1"));
    cluster.run(Duration.ofSeconds(1));
    assertThat(trace(cluster)).isEmpty();
  }
}
