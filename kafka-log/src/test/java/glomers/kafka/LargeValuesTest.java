package glomers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.Call;
import glomers.core.message.ErrorCode;
import glomers.core.message.KafkaVerbs.CommitOffsets;
import glomers.core.message.KafkaVerbs.CommitOffsetsOk;
import glomers.core.message.KafkaVerbs.ListCommittedOffsets;
import glomers.core.message.KafkaVerbs.ListCommittedOffsetsOk;
import glomers.core.message.KafkaVerbs.OffsetMessage;
import glomers.core.message.KafkaVerbs.Poll;
import glomers.core.message.KafkaVerbs.PollOk;
import glomers.core.message.KafkaVerbs.Send;
import glomers.core.message.KafkaVerbs.SendOk;
import glomers.core.message.WireSize;
import glomers.kafka.elections.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.StringNode;

/** What is too much for one message goes in several, and every one of them can be read. */
class LargeValuesTest {

  private int sent;

  @ParameterizedTest
  @CsvSource({"2, 20_000, 900", "5, 20_000, 200", "3, 1_000_000, 10"})
  void a_restarted_node_catches_up_in_messages_that_can_be_read(
      int nodes, String chars, String count) {
    int valueChars = number(chars);
    int values = number(count);
    Scenario log = Scenario.of(nodes);
    var sends =
        IntStream.range(0, values).mapToObj(i -> send(log, "n" + i % nodes, valueChars)).toList();
    run(log, 2_000, valueChars);
    assertThat(sends).allMatch(Call::isOk);

    log.cluster().crash("n1");
    run(log, 3_000, valueChars);
    log.cluster().restart("n1");
    run(log, 1_000, valueChars);
    var after = send(log, "n1", valueChars);
    run(log, 3_000, valueChars);

    assertThat(after.isOk()).isTrue();
    assertThat(read(log, "n1", valueChars))
        .hasSize(values + 1)
        .isEqualTo(read(log, "n0", valueChars));
  }

  @ParameterizedTest
  @CsvSource({"20_000, 300", "1_000_000, 10"})
  void a_node_that_was_cut_off_catches_up_although_messages_are_lost(String chars, String count) {
    int valueChars = number(chars);
    int values = number(count);
    Scenario log = Scenario.of(3);
    log.cluster().isolate("n2");
    IntStream.range(0, values).forEach(i -> send(log, "n" + i % 2, valueChars));
    run(log, 1_000, valueChars);
    log.cluster().heal();
    log.cluster().chaos(0.2, 0.2);
    run(log, 4_000, valueChars);
    assertThat(read(log, "n2", valueChars)).hasSize(values);
  }

  @Test
  void committed_offsets_of_very_many_keys_reach_the_others_and_a_restarted_node() {
    Scenario log = Scenario.of(3);
    int keys = 40_000;
    Map<String, Long> offsets = new TreeMap<>();
    IntStream.range(0, keys).forEach(i -> offsets.put("a key with a long name " + i, (long) i));
    log.cluster().askNow("n1", new CommitOffsets(offsets), CommitOffsetsOk.class);
    run(log, 5_000, 0);
    List<String> names = List.copyOf(offsets.keySet());
    for (String node : log.cluster().names()) {
      assertThat(committed(log, node, names)).as(node).isEqualTo(offsets);
    }

    log.cluster().crash("n2");
    log.cluster().restart("n2");
    var first =
        log.cluster().ask("n2", new ListCommittedOffsets(names), ListCommittedOffsetsOk.class);
    run(log, 1_000, 0);
    assertThat(first.reply().offsets()).as("it serves nobody before").isEqualTo(offsets);
  }

  @Test
  void a_record_that_no_message_can_hold_is_refused_and_does_no_harm() {
    Scenario log = Scenario.of(3);
    var refused = send(log, "n1", Math.toIntExact(Settings.MAX_RECORD_BYTES));
    assertThat(refused.error().is(ErrorCode.MALFORMED_REQUEST)).isTrue();
    assertThat(refused.error().text()).startsWith("a record takes at most 8388608 bytes");
    int largest = Math.toIntExact(Settings.MAX_RECORD_BYTES) - 200;
    var taken = send(log, "n1", largest);
    run(log, 1_000, largest);
    assertThat(taken.isOk()).isTrue();
  }

  @Test
  void an_answer_to_a_poll_ends_when_it_is_long_enough_and_the_next_poll_goes_on() {
    Scenario log = Scenario.of(1);
    IntStream.range(0, 200).forEach(i -> send(log, "n0", 20_000));
    PollOk answer = log.cluster().askNow("n0", new Poll(Map.of("k", 0L)), PollOk.class);
    assertThat(answer.msgs().get("k")).hasSizeBetween(50, 54);
    assertThat(read(log, "n0", 20_000)).hasSize(200);
  }

  @Test
  void a_key_that_is_written_as_fast_as_polls_can_bring_it_keeps_no_other_key_waiting() {
    Scenario log = Scenario.of(1);
    IntStream.range(0, 4).forEach(i -> send(log, "n0", "busy", 600_000));
    send(log, "n0", "calm", 600_000);
    Map<String, Long> positions = new TreeMap<>(Map.of("busy", 0L, "calm", 0L));
    List<String> brought = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      send(log, "n0", "busy", 600_000);
      send(log, "n0", "busy", 600_000);
      PollOk answer = log.cluster().askNow("n0", new Poll(positions), PollOk.class);
      answer
          .msgs()
          .forEach((key, found) -> {
            found.forEach(message -> brought.add(message.offset() + " " + key));
            positions.put(key, found.getLast().offset() + 1);
          });
    }
    assertThat(brought)
        .as("the oldest first")
        .containsExactly("1 busy", "2 busy", "3 busy", "4 busy", "5 calm", "6 busy");
  }

  @Test
  void what_is_large_is_not_forwarded_again_while_it_may_be_on_its_way() {
    Scenario log = Scenario.of(2);
    log.cluster().latency(Duration.ofMillis(500));
    IntStream.range(0, 4).forEach(i -> send(log, "n1", 500_000));
    log.run(950);
    long forwardedChars =
        log.cluster().takeTrace().stream()
            .filter(line -> line.startsWith("n1"))
            .mapToLong(String::length)
            .sum();
    assertThat(forwardedChars).isBetween(2_000_000L, 2_100_000L);
  }

  @Test
  void what_is_large_and_was_lost_is_forwarded_again_in_time() {
    Scenario log = Scenario.of(2);
    log.cluster().isolate("n1");
    var sends = IntStream.range(0, 4).mapToObj(i -> send(log, "n1", 500_000)).toList();
    log.run(50);
    log.cluster().heal();
    log.run(3_000);
    assertThat(sends).allMatch(Call::isOk);
  }

  private static int number(String digits) {
    return Integer.parseInt(digits.replace("_", ""));
  }

  private Call<SendOk> send(Scenario log, String node, int chars) {
    return send(log, node, "k", chars);
  }

  private Call<SendOk> send(Scenario log, String node, String key, int chars) {
    String number = sent++ + " ";
    Send send = new Send(key, StringNode.valueOf(number + "x".repeat(chars - number.length())));
    return log.cluster().ask(node, send, SendOk.class);
  }

  private static Map<String, Long> committed(Scenario log, String node, List<String> keys) {
    return log.cluster()
        .askNow(node, new ListCommittedOffsets(keys), ListCommittedOffsetsOk.class)
        .offsets();
  }

  /** All that a consumer gets, poll by poll: {@code offset:number}. */
  private static List<String> read(Scenario log, String node, int valueChars) {
    List<String> all = new ArrayList<>();
    long from = 0;
    while (true) {
      PollOk answer = log.cluster().askNow(node, new Poll(Map.of("k", from)), PollOk.class);
      List<OffsetMessage> found = answer.msgs().getOrDefault("k", List.of());
      if (found.isEmpty()) {
        return all;
      }
      long chars = found.stream().mapToLong(message -> message.msg().stringValue().length()).sum();
      assertThat(chars).isLessThan(WireSize.MAX_MESSAGE_BYTES + valueChars);
      for (OffsetMessage message : found) {
        String text = message.msg().stringValue();
        all.add(message.offset() + ":" + text.substring(0, text.indexOf(' ')));
      }
      from = found.getLast().offset() + 1;
    }
  }

  /** Lets time pass, and looks at every message between nodes: none is too long. */
  private static void run(Scenario log, long millis, int valueChars) {
    for (long passed = 0; passed < millis; passed += 10) {
      log.run(10);
      for (String line : log.cluster().takeTrace()) {
        assertThat(line.length())
            .as(() -> line.substring(0, Math.min(100, line.length())))
            .isLessThan((int) WireSize.MAX_MESSAGE_BYTES + valueChars);
      }
    }
  }
}
