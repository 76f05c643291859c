package glomers.txn.causal;

import static glomers.txn.Txns.json;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.gossip.VersionVector;
import glomers.txn.causal.VersionStore.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RegistersTest {

  private static final VersionVector NOTHING = new VersionVector();

  private final Registers a = registers("a");
  private final Registers b = registers("b");
  private final Registers c = registers("c");

  private static Registers registers(String incarnation) {
    return new Registers(incarnation, new HybridClock(() -> 1_000));
  }

  private static void write(Registers registers, String key, String value) {
    registers.write(List.of(new Write(json("'" + key + "'"), json(value))));
  }

  private static Optional<JsonNode> read(Registers registers, String key) {
    Snapshot snapshot = registers.store().openSnapshot();
    Optional<JsonNode> value = registers.store().read(json("'" + key + "'"), snapshot);
    registers.store().close(snapshot);
    return value;
  }

  private static void bring(Registers from, Registers to) {
    assertThat(to.merge(from.deltaFrom(to.known()))).isTrue();
  }

  @Test
  void who_brings_a_write_set_brings_what_its_writer_had_seen() {
    write(a, "x", "1");
    bring(a, b);
    write(b, "y", "2");
    bring(b, c);

    assertThat(read(c, "x")).contains(json("1"));
    assertThat(read(c, "y")).contains(json("2"));
    assertThat(c.known()).isEqualTo(new VersionVector(Map.of("a", 1L, "b", 1L)));
  }

  @Test
  void a_write_set_is_not_taken_without_what_its_writer_had_seen() {
    write(a, "x", "1");
    bring(a, b);
    write(b, "y", "2");
    Delta onlyTheLast = b.deltaFrom(new VersionVector(Map.of("a", 1L)));

    assertThat(c.merge(onlyTheLast)).isFalse();
    assertThat(read(c, "y")).isEmpty();
    assertThat(c.known()).isEqualTo(NOTHING);

    bring(a, c);
    assertThat(c.merge(onlyTheLast)).isTrue();
    assertThat(read(c, "y")).contains(json("2"));
  }

  @Test
  void what_was_overwritten_is_neither_kept_nor_sent() {
    for (int i = 0; i < 1_000; i++) {
      write(a, "x", "" + i);
      write(b, "y", "" + i);
    }
    bring(b, a);

    assertThat(a.deltaFrom(NOTHING).versions()).hasSize(2);
    bring(a, c);
    assertThat(c.known()).isEqualTo(a.known());
    assertThat(read(c, "x")).contains(json("999"));
  }

  @Test
  void a_node_learns_even_of_write_sets_of_which_nothing_is_left() {
    write(a, "x", "1");
    bring(a, b);
    write(b, "x", "2");
    bring(b, c);
    bring(c, a);

    Delta ofA = a.deltaFrom(new VersionVector(Map.of("b", 1L)));
    assertThat(ofA.versions()).isEmpty();
    assertThat(ofA.known().get("a")).isEqualTo(1);
  }

  @Test
  void a_delta_that_comes_again_or_late_changes_nothing() {
    write(a, "x", "1");
    Delta early = a.deltaFrom(NOTHING);
    write(a, "x", "2");
    bring(a, b);

    assertThat(b.merge(early)).isTrue();
    assertThat(read(b, "x")).contains(json("2"));
    assertThat(b.known()).isEqualTo(a.known());
  }

  @Test
  void nodes_agree_in_whatever_order_they_hear_of_concurrent_writes() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      Registers[] copies = {registers("a"), registers("b"), registers("c")};
      for (int step = 0; step < 40; step++) {
        Registers some = copies[random.nextInt(3)];
        Registers other = copies[random.nextInt(3)];
        if (random.nextBoolean()) {
          write(some, "k" + random.nextInt(3), "" + step);
        } else if (some != other) {
          // What is presumed of a replica is true, or belongs to a third.
          VersionVector presumed = other.known();
          presumed.merge(random.nextBoolean() ? copies[random.nextInt(3)].known() : NOTHING);
          boolean covered = other.known().covers(presumed.meet(some.known()));
          assertThat(other.merge(some.deltaFrom(presumed))).isEqualTo(covered);
        }
      }
      for (Registers some : copies) {
        for (Registers other : copies) {
          bring(some, other);
        }
      }
      for (Registers some : copies) {
        assertThat(some.known()).isEqualTo(copies[0].known());
        assertThat(some.deltaFrom(NOTHING).versions())
            .containsExactlyElementsOf(copies[0].deltaFrom(NOTHING).versions());
      }
    }
  }

  @Test
  void a_node_without_memory_gets_everything_and_keeps_what_it_has_written_since() {
    write(a, "x", "1");
    write(a, "x", "2");
    bring(a, b);
    write(b, "x", "9");
    write(c, "y", "7");

    bring(b, c);
    assertThat(read(c, "x")).contains(json("9"));
    assertThat(read(c, "y")).contains(json("7"));
    write(c, "x", "10");
    bring(c, a);
    assertThat(read(a, "x")).as("an effect wins over its cause").contains(json("10"));
  }
}
