package glomers.bench.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import glomers.bench.engine.Chance;
import glomers.bench.engine.Decisions;
import glomers.bench.engine.VirtualEventLoop;
import glomers.bench.network.TracedMessage.Fate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MessageJournalTest {

  private static final byte[] JSON =
      "{\"src\":\"n0\",\"dest\":\"n1\",\"body\":{}}".getBytes(StandardCharsets.UTF_8);

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final MessageJournal journal = new MessageJournal(5);

  private Network network(LinkFaults faults) {
    var network =
        new Network(
            loop,
            List.of("n0", "n1"),
            new Latency(3, Latency.Distribution.CONSTANT),
            faults,
            Network.HandlingTime.NONE,
            Decisions.drawnFrom(new Chance(1)));
    network.observe(journal);
    network.attach("n0", packet -> {});
    network.attach("n1", packet -> {});
    return network;
  }

  private void runFor(long nanos) {
    loop.after(nanos, loop::stop);
    loop.run();
  }

  @Test
  void a_message_is_told_with_the_times_of_its_sending_and_its_arrival() {
    Network network = network(LinkFaults.NONE);
    loop.at(7_000_000, () -> network.send("n0", "n1", JSON));
    runFor(20_000_000);
    assertThat(journal.messages(5_000_000))
        .containsExactly(
            new TracedMessage(
                0,
                "n0",
                "n1",
                2_000_000,
                Fate.DELIVERED,
                5_000_000,
                false,
                new String(JSON, StandardCharsets.UTF_8)));
  }

  @Test
  void what_never_arrives_is_told_with_the_cause() {
    Network network = network(new LinkFaults(0, 0, 0));
    network.setPartition(new Partition(Map.of("n1", Set.of("n0"))));
    network.send("n0", "n1", JSON);
    network.detach("n0");
    network.send("n1", "n0", JSON);
    assertThat(journal.messages(0))
        .extracting(TracedMessage::fate)
        .containsExactly(Fate.CUT, Fate.GONE);

    MessageJournal other = new MessageJournal(5);
    Network lossy = network(new LinkFaults(1, 0, 0));
    lossy.observe(other);
    lossy.send("n0", "n1", JSON);
    assertThat(other.messages(0)).extracting(TracedMessage::fate).containsExactly(Fate.LOST);
  }

  @Test
  void what_is_under_way_at_the_end_is_pending() {
    Network network = network(LinkFaults.NONE);
    network.send("n0", "n1", JSON);
    runFor(1);
    assertThat(journal.messages(0)).extracting(TracedMessage::fate).containsExactly(Fate.PENDING);
  }

  @Test
  void a_duplicate_is_a_copy_that_follows_its_original() {
    Network network = network(new LinkFaults(0, 1, 0));
    network.send("n0", "n1", JSON);
    network.send("n1", "n0", JSON);
    runFor(20_000_000);
    assertThat(journal.messages(0))
        .extracting(TracedMessage::id, TracedMessage::isCopy, TracedMessage::fate)
        .containsExactly(
            tuple(0L, false, Fate.DELIVERED),
            tuple(0L, true, Fate.DELIVERED),
            tuple(1L, false, Fate.DELIVERED),
            tuple(1L, true, Fate.DELIVERED));
  }

  @Test
  void a_full_journal_counts_what_more_there_is() {
    Network network = network(LinkFaults.NONE);
    for (int i = 0; i < 8; i++) {
      network.send("n0", "n1", JSON);
    }
    runFor(20_000_000);
    assertThat(journal.messages(0)).hasSize(5);
    assertThat(journal.omittedCount()).isEqualTo(3);
  }
}
