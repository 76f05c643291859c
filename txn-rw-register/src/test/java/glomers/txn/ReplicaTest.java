package glomers.txn;

import static glomers.txn.Txns.json;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import glomers.txn.VersionStore.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReplicaTest {

  private final Replica a = replica("a");
  private final Replica b = replica("b");
  private final Replica c = replica("c");

  private static Replica replica(String log) {
    return new Replica(log, new HybridClock(() -> 1_000));
  }

  private static void write(Replica replica, String key, String value) {
    replica.write(replica.nextTimestamp(), List.of(new Write(json("'" + key + "'"), json(value))));
  }

  private static Optional<JsonNode> read(Replica replica, String key) {
    Snapshot snapshot = replica.store().openSnapshot();
    Optional<JsonNode> value = replica.store().read(json("'" + key + "'"), snapshot);
    replica.store().close(snapshot);
    return value;
  }

  /** Sends one log's entries, all that the receiver lacks. */
  private static void send(Replica from, String log, Replica to) {
    from.missingFrom(to.known(), 1_000).stream()
        .filter(segment -> segment.log().equals(log))
        .forEach(to::accept);
  }

  @Test
  void a_write_set_waits_for_what_its_writer_had_seen() {
    write(a, "x", "1");
    send(a, "a", b);
    write(b, "y", "2");
    send(b, "b", c);

    assertThat(c.known().get("b")).isEqualTo(1);
    assertThat(read(c, "y")).isEmpty();

    send(a, "a", c);
    assertThat(read(c, "x")).contains(json("1"));
    assertThat(read(c, "y")).contains(json("2"));
  }

  @Test
  void a_write_set_says_only_what_it_depends_on_beyond_its_predecessor() {
    write(a, "x", "1");
    send(a, "a", b);
    write(b, "y", "2");
    write(b, "y", "3");

    assertThat(b.missingFrom(a.known(), 10).getFirst().entries())
        .extracting(WriteSet::dependencies)
        .containsExactly(new VersionVector(Map.of("a", 1L)), new VersionVector());
  }

  @Test
  void a_dependency_of_a_predecessor_binds_its_successors() {
    write(a, "x", "1");
    send(a, "a", b);
    write(b, "y", "2");
    write(b, "z", "3");
    send(b, "b", c);

    assertThat(read(c, "z")).isEmpty();
  }

  @Test
  void what_waits_is_not_forgotten_even_if_everybody_has_received_it() {
    write(a, "x", "1");
    send(a, "a", b);
    write(b, "y", "2");
    send(b, "b", c);
    c.forget(new VersionVector(Map.of("a", 1L, "b", 1L)));

    send(a, "a", c);
    assertThat(read(c, "y")).contains(json("2"));
  }

  @Test
  void replicas_agree_in_whatever_order_they_hear_of_concurrent_writes() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      Replica[] replicas = {replica("a"), replica("b"), replica("c")};
      for (int step = 0; step < 40; step++) {
        Replica some = replicas[random.nextInt(3)];
        Replica other = replicas[random.nextInt(3)];
        if (random.nextBoolean()) {
          write(some, "k" + random.nextInt(3), "" + step);
        } else if (some != other) {
          List<Segment<WriteSet>> news =
              new ArrayList<>(some.missingFrom(other.known(), random.nextInt(4)));
          Collections.shuffle(news, random);
          news.forEach(other::accept);
        }
      }
      for (Replica some : replicas) {
        for (Replica other : replicas) {
          some.missingFrom(other.known(), 1_000).forEach(other::accept);
        }
      }
      for (Replica replica : replicas) {
        assertThat(replica.applied()).isEqualTo(replica.known());
        assertThat(replica.store().newest())
            .containsExactlyInAnyOrderElementsOf(replicas[0].store().newest());
      }
    }
  }

  @Test
  void a_replica_without_memory_takes_over_a_copy_and_goes_on_from_there() {
    write(a, "x", "1");
    write(a, "x", "2");
    a.forget(new VersionVector(Map.of("a", 2L)));
    assertThat(a.canSupply(b.known())).isFalse();

    b.merge(a.applied(), a.store().newest());
    write(a, "y", "3");
    send(a, "a", b);

    assertThat(read(b, "x")).contains(json("2"));
    assertThat(read(b, "y")).contains(json("3"));
  }

  @Test
  void a_copy_sets_free_what_waited_for_it_and_hides_nothing_newer() {
    write(a, "x", "1");
    send(a, "a", b);
    write(b, "y", "2");
    send(b, "b", c);
    write(c, "x", "9");

    c.merge(a.applied(), a.store().newest());

    assertThat(read(c, "y")).contains(json("2"));
    write(c, "x", "10");
    send(c, "c", a);
    assertThat(read(c, "x")).contains(json("10"));
    assertThat(read(a, "x")).as("c's second write depends on b's").contains(json("9"));
    send(b, "b", a);
    assertThat(read(a, "x")).contains(json("10"));
  }
}
