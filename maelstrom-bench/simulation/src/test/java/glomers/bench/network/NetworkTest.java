package glomers.bench.network;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.engine.Chance;
import glomers.bench.engine.Decisions;
import glomers.bench.engine.VirtualEventLoop;
import glomers.bench.network.Latency.Distribution;
import glomers.bench.network.Network.HandlingTime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class NetworkTest {

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final List<String> arrivals = new ArrayList<>();

  private Network network(Latency latency, LinkFaults faults) {
    Network network =
        new Network(
            loop,
            List.of("n0", "n1", "n2"),
            latency,
            faults,
            HandlingTime.NONE,
            Decisions.drawnFrom(new Chance(1)));
    for (String name : List.of("n0", "n1", "n2", "c0", "lin-kv")) {
      network.attach(
          name, packet -> arrivals.add(text(packet) + "@" + loop.nowNanos() / 1_000_000));
    }
    return network;
  }

  private static String text(Packet packet) {
    return new String(packet.json(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private void runFor(long millis) {
    loop.after(millis(millis), loop::stop);
    loop.run();
  }

  private static Latency constant(long millis) {
    return new Latency(millis, Distribution.CONSTANT);
  }

  @Test
  void latency_applies_among_nodes_and_services_and_not_to_clients() {
    Network network = network(constant(100), LinkFaults.NONE);
    network.send("n0", "n1", bytes("peer"));
    network.send("n0", "lin-kv", bytes("service"));
    network.send("lin-kv", "n0", bytes("answer"));
    network.send("n0", "c0", bytes("reply"));
    network.send("c0", "n2", bytes("request"));
    runFor(200);
    assertThat(arrivals)
        .containsExactly("reply@0", "request@0", "peer@100", "service@100", "answer@100");
  }

  @Test
  void a_clients_message_waits_behind_the_one_that_its_receiver_sleeps_for() {
    Network network = network(constant(100), LinkFaults.NONE);
    network.send("n0", "n1", bytes("peer"));
    loop.at(millis(10), () -> network.send("c0", "n1", bytes("client")));
    loop.at(millis(20), () -> network.send("n0", "n1", bytes("peer 2")));
    runFor(500);
    // Not due at 10 ms, and yet not heard before 100 ms.
    assertThat(arrivals).containsExactly("peer@100", "client@100", "peer 2@120");
  }

  @Test
  void a_node_that_starts_again_gets_no_request_that_was_made_to_its_former_life() {
    Network network = network(constant(100), LinkFaults.NONE);
    network.send("n0", "n1", bytes("peer"));
    loop.at(millis(10), () -> network.send("c0", "n1", bytes("client")));
    loop.at(
        millis(50),
        () -> {
          network.dropRequests("n1");
          network.send("c0", "n1", bytes("init"));
        });
    runFor(500);
    assertThat(arrivals).containsExactly("peer@100", "init@100");
  }

  @Test
  void what_sets_a_node_up_is_never_retried() {
    Network network = network(constant(0), new LinkFaults(0, 0, 0, 1));
    network.sendOnce("c0", "n1", bytes("init"));
    runFor(1_000);
    assertThat(arrivals).containsExactly("init@0");
  }

  @Test
  void of_several_waiting_messages_the_one_due_first_is_taken_first() {
    Network network = network(constant(100), LinkFaults.NONE);
    network.send("n0", "n1", bytes("taken"));
    loop.at(millis(50), () -> network.send("n0", "n1", bytes("due at 150")));
    loop.at(millis(60), () -> network.send("c0", "n1", bytes("due at 60")));
    runFor(500);
    assertThat(arrivals).containsExactly("taken@100", "due at 60@100", "due at 150@150");
  }

  @Test
  void a_partition_drops_what_a_receiver_takes_while_it_lasts() {
    Network network = network(constant(100), LinkFaults.NONE);
    network.send("n0", "n1", bytes("taken before"));
    loop.at(
        millis(10),
        () -> {
          network.setPartition(new Partition(Map.of("n1", Set.of("n0"))));
          network.send("n0", "n1", bytes("waits until it is healed"));
          network.send("n0", "n2", bytes("another way"));
          network.send("n1", "n0", bytes("the other direction"));
        });
    loop.at(millis(50), () -> network.setPartition(Partition.NONE));
    loop.at(millis(60), () -> network.setPartition(new Partition(Map.of("n1", Set.of("n0")))));
    loop.at(millis(250), () -> network.send("n0", "n1", bytes("dropped at once")));
    loop.at(millis(260), () -> network.setPartition(Partition.NONE));
    runFor(500);
    assertThat(arrivals)
        .containsExactly("taken before@100", "another way@110", "the other direction@110");
    assertThat(network.statistics().droppedByPartitionCount()).isEqualTo(2);
  }

  @Test
  void what_is_sent_during_a_partition_arrives_if_it_is_taken_after_it() {
    Network network = network(constant(100), LinkFaults.NONE);
    network.send("n2", "n1", bytes("keeps n1 asleep"));
    loop.at(
        millis(10),
        () -> {
          network.setPartition(new Partition(Map.of("n1", Set.of("n0"))));
          network.send("n0", "n1", bytes("late"));
        });
    loop.at(millis(50), () -> network.setPartition(Partition.NONE));
    runFor(500);
    assertThat(arrivals).containsExactly("keeps n1 asleep@100", "late@110");
  }

  @Test
  void messages_are_counted_as_maelstrom_counts_them() {
    Network network = network(constant(0), LinkFaults.NONE);
    network.setPartition(new Partition(Map.of("n1", Set.of("n0"))));
    network.send("n0", "n1", bytes("dropped, counted"));
    network.send("n0", "n2", bytes("peer"));
    network.send("n0", "lin-kv", bytes("service"));
    network.send("c0", "n0", bytes("request"));
    network.send("n0", "c0", bytes("reply"));
    network.send("n0", "c99", bytes("to a client that is gone"));
    runFor(1);
    NetworkStatistics statistics = network.statistics();
    assertThat(statistics.servers()).isEqualTo(new NetworkStatistics.Counts(3, 2, 3, 27));
    assertThat(statistics.clients()).isEqualTo(new NetworkStatistics.Counts(3, 2, 3, 36));
    assertThat(statistics.all()).isEqualTo(new NetworkStatistics.Counts(6, 4, 6, 63));
    assertThat(statistics.undeliverableCount()).isEqualTo(1);
  }

  @Test
  void the_wanted_part_of_the_messages_between_nodes_is_lost_and_no_other() {
    Network network = network(constant(0), new LinkFaults(0.25, 0, 0));
    for (int i = 0; i < 10_000; i++) {
      network.send("n0", "n1", bytes("peer"));
      network.send("c0", "n1", bytes("request"));
      network.send("n0", "lin-kv", bytes("service"));
    }
    runFor(1);
    assertThat(network.statistics().lostCount()).isBetween(2_300L, 2_700L);
    assertThat(arrivals)
        .hasSize((int) (30_000 - network.statistics().lostCount()))
        .filteredOn(arrival -> !arrival.startsWith("peer"))
        .hasSize(20_000);
  }

  @Test
  void a_duplicate_arrives_twice_and_counts_once() {
    Network network = network(constant(0), new LinkFaults(0, 1, 0));
    network.send("n0", "n1", bytes("peer"));
    network.send("c0", "n1", bytes("request"));
    runFor(1);
    assertThat(arrivals).containsExactlyInAnyOrder("peer@0", "peer@0", "request@0");
    assertThat(network.statistics().servers()).isEqualTo(new NetworkStatistics.Counts(1, 2, 1, 4));
  }

  @Test
  void a_clients_request_that_is_retried_arrives_again_a_while_later() {
    Network network = network(constant(100), new LinkFaults(0, 0, 0, 1));
    network.send("n0", "n1", bytes("peer"));
    network.send("n0", "c0", bytes("reply"));
    network.send("c0", "n2", bytes("request"));
    runFor(400);
    assertThat(arrivals)
        .hasSize(4)
        .contains("peer@100", "reply@0", "request@0")
        .filteredOn(arrival -> arrival.startsWith("request"))
        .hasSize(2);
  }

  @Test
  void reordering_lets_later_messages_overtake_without_holding_up_the_receiver() {
    Network network = network(constant(10), new LinkFaults(0, 0, 0.5));
    for (int i = 0; i < 100; i++) {
      int number = i;
      loop.at(millis(i), () -> network.send("n0", "n1", bytes("" + number)));
    }
    runFor(1_000);
    List<Integer> order =
        arrivals.stream().map(arrival -> Integer.parseInt(arrival.split("@")[0])).toList();
    assertThat(order).hasSize(100).isNotEqualTo(order.stream().sorted().toList());
    for (String arrival : arrivals) {
      String[] parts = arrival.split("@");
      int sent = Integer.parseInt(parts[0]);
      assertThat(Integer.parseInt(parts[1])).isBetween(sent + 10, sent + 10 + 200 + 10);
    }
  }

  @Test
  void a_message_to_a_dead_node_is_gone_and_later_ones_still_come() {
    Network network = network(constant(100), LinkFaults.NONE);
    boolean[] isUp = {true};
    network.attach(
        "n3",
        new Receiver() {
          @Override
          public void receive(Packet packet) {
            arrivals.add(text(packet));
          }

          @Override
          public boolean isThere() {
            return isUp[0];
          }
        });
    var journal = new MessageJournal();
    network.observe(journal);
    loop.at(millis(50), () -> isUp[0] = false);
    loop.at(millis(150), () -> isUp[0] = true);
    network.send("n0", "n3", bytes("too late"));
    loop.at(millis(60), () -> network.send("n0", "n3", bytes("in time")));
    runFor(300);
    assertThat(arrivals).containsExactly("in time");
    assertThat(journal.messages(0))
        .extracting(TracedMessage::fate)
        .containsExactly(TracedMessage.Fate.GONE, TracedMessage.Fate.DELIVERED);
    assertThat(network.statistics().servers().receiveCount()).isEqualTo(1);
    assertThat(network.statistics().undeliverableCount()).isEqualTo(1);
  }

  @Test
  void a_message_for_someone_who_left_disappears() {
    Network network = network(constant(100), LinkFaults.NONE);
    network.send("n0", "n1", bytes("on its way"));
    loop.at(millis(50), () -> network.detach("n1"));
    runFor(200);
    assertThat(arrivals).isEmpty();
    assertThat(network.knows("n1")).isTrue();
    assertThat(network.knows("n77")).isFalse();
  }
}
