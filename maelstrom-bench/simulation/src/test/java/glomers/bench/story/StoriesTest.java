package glomers.bench.story;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.SetChecker;
import glomers.bench.checker.SetChecker.Addition;
import glomers.bench.checker.Subject;
import glomers.bench.checker.kafka.KafkaChecker;
import glomers.bench.checker.linear.LinKvChecker;
import glomers.bench.checker.txn.TxnChecker;
import glomers.bench.json.Json;
import glomers.bench.network.TracedMessage.Fate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StoriesTest {

  private static Scenes lostBroadcast() {
    return new Scenes()
        .asked(0, 1, "n1", "broadcast", "7", "null")
        .sent(1, 1, "n1", "n2", Fate.LOST, "{\"type\":\"gossip\",\"message\":7}")
        .askedInTheEnd(5000, 2, "n2", "read", "null", "[]");
  }

  @Test
  void a_lost_broadcast_is_told_in_three_lines() {
    Scenes scenes = lostBroadcast();
    Anomaly lost =
        new SetChecker(Addition.BROADCAST, List.of("n1", "n2"), true)
            .check(scenes.history()).anomalies().stream()
                .filter(anomaly -> anomaly.type().equals("incomplete-node"))
                .findFirst()
                .orElseThrow();
    assertThat(scenes.run(lost).text())
        .containsExactly(
            "  0.000 s  c1 → n1  broadcast 7, acknowledged",
            "  0.001 s  n1 → n2  gossip 7          lost",
            "  5.000 s  c2 → n2  read → []         7 is missing for good");
  }

  @Test
  void messages_and_final_reads_that_do_not_bear_on_it_are_summed_up() {
    Scenes scenes = lostBroadcast();
    for (int i = 0; i < 3; i++) {
      scenes.sent(
          10 + i,
          11 + i,
          "n2",
          "n1",
          Fate.DELIVERED,
          "{\"type\":\"ping\",\"seq\":%d}".formatted(i));
    }
    scenes
        .sent(20, 20, "n1", "n2", Fate.CUT, "{\"type\":\"ping\",\"seq\":1}")
        .askedInTheEnd(5000, 1, "n1", "read", "null", "[7]");
    Anomaly lost =
        scenes.anomaly("lost", "7 is lost.", 0, 1).about(Subject.ofValue(Json.number(7)));
    assertThat(scenes.run(lost).text())
        .containsExactly(
            "  0.000 s  c1 → n1       broadcast 7, acknowledged",
            "  0.001 s  n1 → n2       gossip 7                     lost",
            "  0.010 s  n2 ↔ n1       4 messages without 7 (ping)  1 of them never arrived",
            "  5.000 s  clients → n1  a final read that has no bearing on it",
            "  5.000 s  c2 → n2       read → []                    7 is missing for good");
  }

  @Test
  void a_number_that_its_sender_cannot_know_yet_is_another_number() {
    Scenes scenes =
        new Scenes()
            .sent(0, 5, "n2", "n1", Fate.DELIVERED, "{\"type\":\"gossip\",\"messages\":[7]}")
            .asked(10, 1, "n1", "broadcast", "7", "null")
            .sent(11, 15, "n1", "n2", Fate.DELIVERED, "{\"type\":\"gossip\",\"messages\":[5,7]}")
            .sent(16, 20, "n2", "n3", Fate.DELIVERED, "{\"type\":\"ping\",\"seq\":7}")
            .askedInTheEnd(5000, 2, "n3", "read", "null", "[]");
    Anomaly lost =
        scenes.anomaly("lost", "7 is lost.", 0, 1).about(Subject.ofValue(Json.number(7)));
    assertThat(scenes.value(lost).text())
        .containsExactly(
            "  0.010 s  c1 → n1  broadcast 7, acknowledged",
            "  0.011 s  n1 → n2  gossip 7 and 1 more",
            "  0.016 s  n2 → n3  ping seq=7",
            "  5.000 s  c2 → n3  read → []         7 is missing for good",
            "A guess: 7 in ping.seq.",
            "Not told: 1 message with 7, from nodes that had not heard of it by then.");
  }

  @Test
  void what_arrives_at_a_dead_node_or_after_the_answer_is_said_to() {
    Scenes scenes =
        new Scenes()
            .asked(0, 1, "n1", "broadcast", "7", "null")
            .sent(1, 100, "n1", "n2", Fate.DELIVERED, "{\"type\":\"gossip\",\"message\":7}")
            .sent(1, 60, "n1", "n3", Fate.DELIVERED, "{\"type\":\"gossip\",\"message\":7}")
            .fault(50, "kill", true, "kill n3", "n3")
            .asked(70, 2, "n2", "read", "null", "[]");
    Anomaly stale =
        scenes.anomaly("stale-read", "7 is missing.", 0, 1).about(Subject.ofValue(Json.number(7)));
    assertThat(scenes.value(stale).text())
        .containsExactly(
            "  0.000 s  c1 → n1  broadcast 7, acknowledged",
            "  0.001 s  n1 → n2  gossip 7          too late",
            "  0.001 s  n1 → n3  gossip 7          unread: n3 is down",
            "  0.070 s  c2 → n2  read → []         7 is missing");
  }

  @Test
  void a_record_is_followed_by_its_key_its_number_and_its_offset() {
    Scenes scenes =
        new Scenes()
            .asked(0, 0, "n0", "send", "{\"key\":\"k1\",\"msg\":9}", "{\"offset\":3}")
            .sent(1, 2, "n0", "n1", Fate.LOST, "{\"type\":\"replicate\",\"log\":{\"k1\":[[3,9]]}}")
            .asked(5, 0, "n0", "send", "{\"key\":\"k1\",\"msg\":10}", "{\"offset\":4}")
            .sent(
                6,
                7,
                "n0",
                "n1",
                Fate.DELIVERED,
                "{\"type\":\"replicate\",\"log\":{\"k1\":[[4,10]]}}")
            .asked(
                100,
                1,
                "n1",
                "poll",
                "{\"offsets\":{\"k1\":3,\"k2\":0}}",
                "{\"msgs\":{\"k1\":[[4,10]],\"k2\":[[0,9]]}}");
    Anomaly lost =
        new KafkaChecker()
            .check(scenes.history()).anomalies().stream()
                .filter(anomaly -> anomaly.type().equals("lost-write"))
                .findFirst()
                .orElseThrow();
    assertThat(scenes.value(lost).text())
        .containsExactly(
            "  0.000 s  c0 → n0  send 9 to k1, acknowledged at offset 3",
            "  0.001 s  n0 → n1  replicate k1=[3 9]               lost",
            "  0.100 s  c1 → n1  poll k1 from 3 → 10 at offset 4  9 is missing");
  }

  @Test
  void a_divergence_shows_the_one_key_that_it_is_about() {
    Scenes scenes =
        new Scenes()
            .asked(0, 0, "n0", "txn", "[[\"w\",5,1]]", "[[\"w\",5,1]]")
            .asked(0, 1, "n1", "txn", "[[\"w\",5,2],[\"w\",6,1]]", "[[\"w\",5,2],[\"w\",6,1]]")
            .sent(1, 50, "n0", "n1", Fate.DELIVERED, "{\"type\":\"store\",\"entries\":{\"5\":1}}")
            .sent(
                1, 50, "n1", "n0", Fate.CUT, "{\"type\":\"store\",\"entries\":{\"5\":2,\"6\":1}}");
    for (int round = 1; round <= 2; round++) {
      for (int node = 0; node <= 1; node++) {
        String output = "[[\"r\",5,1],[\"r\",6,%s]]".formatted(node == 0 ? "null" : "1");
        scenes.askedInTheEnd(
            1000 * round, node, "n" + node, "txn", "[[\"r\",5,null],[\"r\",6,null]]", output);
        scenes
            .history()
            .set(scenes.history().size() - 1, scenes.history().getLast().inFinalRound(round));
      }
    }
    Anomaly diverged =
        TxnChecker.ofModels(List.of("read-uncommitted"))
            .check(scenes.history())
            .anomalies()
            .stream()
            .filter(anomaly -> anomaly.type().equals("divergence"))
            .findFirst()
            .orElseThrow();
    assertThat(scenes.value(diverged).text())
        .containsExactly(
            "  0.000 s  c1 → n1  T1: write 6=1",
            "  0.001 s  n1 → n0  store 6=1         cut off",
            "  2.000 s  c0 → n0  T4: read 6 → nothing",
            "  2.000 s  c1 → n1  T5: read 6 → 1");
    var words = new OperationWords(diverged.subject());
    assertThat(words.cut(diverged.operations().getFirst().output()))
        .hasToString("[[\"r\",6,null]]");
  }

  @Test
  void a_small_run_tells_requests_that_came_again_and_says_once_what_was_said_often() {
    Scenes scenes =
        new Scenes()
            .asked(0, 0, "n0", "add", "3", "null")
            .sent(0, 1, "c0", "n0", Fate.DELIVERED, "{\"type\":\"add\",\"msg_id\":1}")
            .sent(5, 6, "c0", "n0", Fate.DELIVERED, "{\"type\":\"add\",\"msg_id\":1}")
            .fault(8, "kill", true, "kill n1", "n1")
            .fault(9, "kill", false, "restarted n1", "n1");
    for (int i = 0; i < 40; i++) {
      scenes.sent(10 + i, 11 + i, "n0", "n1", Fate.DELIVERED, "{\"type\":\"told\",\"sum\":6}");
    }
    scenes.asked(100, 0, "n0", "read", "null", "6");
    Anomaly wrong = scenes.anomaly("wrong-sum", "n0 ended with 6.", 1);
    assertThat(scenes.told(wrong).text())
        .containsExactly(
            "  0.000 s  c0 → n0  add 3, acknowledged",
            "  0.005 s  c0 → n0  add, the same request again",
            "  0.008 s  nemesis  n1 killed",
            "  0.009 s  nemesis  n1 started anew, with empty memory",
            "  0.010 s  n0 → n1  told sum=6, 40 times",
            "  0.100 s  c0 → n0  read → 6");
  }

  @Test
  void an_answer_to_what_carried_the_value_is_no_message_without_it() {
    Scenes scenes =
        new Scenes()
            .asked(0, 0, "n0", "broadcast", "7", "null")
            .sent(1, 2, "n0", "n1", Fate.DELIVERED, "{\"type\":\"told\",\"value\":7,\"msg_id\":5}")
            .sent(2, 3, "n1", "n0", Fate.DELIVERED, "{\"type\":\"told_ok\",\"in_reply_to\":5}")
            .sent(4, 5, "n1", "n0", Fate.DELIVERED, "{\"type\":\"error\",\"code\":20}")
            .askedInTheEnd(50, 1, "n1", "read", "null", "[]");
    Anomaly lost =
        scenes.anomaly("lost", "7 is lost.", 0, 1).about(Subject.ofValue(Json.number(7)));
    assertThat(scenes.told(lost).text())
        .containsExactly(
            "  0.000 s  c0 → n0  broadcast 7, acknowledged",
            "  0.001 s  n0 → n1  told 7",
            "  0.002 s  n1 → n0  told_ok",
            "  0.004 s  n1 → n0  error without 7",
            "  0.050 s  c1 → n1  read → []         7 is missing for good");
  }

  @Test
  void a_long_story_keeps_its_beginning_and_its_end() {
    Scenes scenes = new Scenes();
    for (int i = 0; i < 30; i++) {
      scenes.asked(i, 0, "n0", "add", "1", "null");
    }
    Anomaly wrong = scenes.anomaly("wrong-sum", "The sum is wrong.", 29);
    assertThat(scenes.run(wrong).text(14))
        .hasSize(14)
        .startsWith("  0.000 s  c0 → n0  add 1, acknowledged")
        .contains("           … and 17 lines more")
        .endsWith("  0.029 s  c0 → n0  add 1, acknowledged");
  }

  @Test
  void an_operation_that_no_order_has_room_for_is_told_with_what_came_before_it() {
    Scenes scenes = new Scenes();
    for (int i = 0; i < 40; i++) {
      scenes.asked(10 * i, 1, "n1", "write", "[5,%d]".formatted(i), "[5,%d]".formatted(i));
    }
    scenes.asked(400, 2, "n2", "read", "[5,null]", "[5,3]");
    scenes.asked(410, 2, "n2", "read", "[6,null]", "[6,null]");
    Anomaly refused = new LinKvChecker().check(scenes.history()).anomalies().getFirst();
    assertThat(scenes.told(refused).text())
        .containsExactly(
            "  0.350 s  c1 → n1  write 35 to key 5, acknowledged",
            "  0.360 s  c1 → n1  write 36 to key 5, acknowledged",
            "  0.370 s  c1 → n1  write 37 to key 5, acknowledged",
            "  0.380 s  c1 → n1  write 38 to key 5, acknowledged",
            "  0.390 s  c1 → n1  write 39 to key 5, acknowledged",
            "  0.400 s  c2 → n2  read key 5 → 3    no order has room for it");
  }
}
