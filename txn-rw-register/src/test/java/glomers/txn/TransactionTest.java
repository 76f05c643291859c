package glomers.txn;

import static glomers.txn.Txns.json;
import static glomers.txn.Txns.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.gossip.VersionVector;
import glomers.txn.Transaction.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Transactions of one node whose operations interleave. */
class TransactionTest {

  private static final JsonNode X = json("'x'");
  private static final JsonNode Y = json("'y'");
  private static final JsonNode ONE = json("1");
  private static final JsonNode TWO = json("2");

  private final Replica replica = new Replica("n0", new HybridClock(() -> 1_000));

  /** A write set of another node, made before or after those of this one. */
  private void arrive(String log, long millis, Write... writes) {
    Timestamp timestamp = new Timestamp(millis << 16, log, 0);
    long place = replica.known().get(log);
    List<Version> versions =
        Arrays.stream(writes).map(write -> new Version(timestamp, place, write)).toList();
    VersionVector known = new VersionVector(Map.of(log, place + 1));
    replica.merge(new Delta(new VersionVector(), known, versions));
  }

  @Nested
  class Read_committed {

    private final TransactionManager manager =
        new TransactionManager(Isolation.READ_COMMITTED, replica);

    private void commit(JsonNode key, JsonNode value) {
      Transaction transaction = manager.begin();
      transaction.write(key, value);
      assertThat(transaction.commit()).isEqualTo(Outcome.COMMITTED);
    }

    private JsonNode committed(JsonNode key) {
      Transaction transaction = manager.begin();
      JsonNode value = transaction.read(key);
      transaction.commit();
      return value;
    }

    @Test
    void a_transaction_reads_its_own_writes() {
      Transaction t = manager.begin();
      assertThat(t.read(X)).isEqualTo(nothing());
      t.write(X, ONE);
      assertThat(t.read(X)).isEqualTo(ONE);
    }

    @Test
    void writes_are_hidden_until_commit_and_then_visible_together() {
      Transaction writer = manager.begin();
      writer.write(X, ONE);
      writer.write(Y, ONE);
      assertThat(committed(X)).isEqualTo(nothing());

      writer.commit();
      assertThat(committed(X)).isEqualTo(ONE);
      assertThat(committed(Y)).isEqualTo(ONE);
    }

    @Test
    void only_the_last_write_of_a_key_is_ever_seen() {
      Transaction writer = manager.begin();
      writer.write(X, ONE);
      writer.write(X, TWO);
      writer.commit();

      assertThat(replica.deltaFrom(new VersionVector()).versions())
          .extracting(Version::write)
          .containsExactly(new Write(X, TWO));
    }

    @Test
    void a_snapshot_stays_as_it_was() {
      commit(X, ONE);
      Transaction reader = manager.begin();
      commit(X, TWO);
      commit(Y, TWO);

      assertThat(reader.read(X)).isEqualTo(ONE);
      assertThat(reader.read(Y)).isEqualTo(nothing());
    }

    @Test
    void a_write_set_that_comes_late_is_not_in_a_snapshot_that_its_timestamp_would_belong_to() {
      commit(X, ONE);
      Transaction reader = manager.begin();
      arrive("n1", 500, new Write(Y, TWO));

      assertThat(reader.read(Y)).isEqualTo(nothing());
      assertThat(committed(Y)).isEqualTo(TWO);
    }

    @Test
    void a_transaction_whose_read_was_overwritten_conflicts_and_changes_nothing() {
      Transaction loser = manager.begin();
      loser.read(X);
      loser.write(Y, ONE);
      commit(X, TWO);

      assertThat(loser.commit()).isEqualTo(Outcome.CONFLICT);
      assertThat(committed(Y)).isEqualTo(nothing());
    }

    @Test
    void of_two_that_update_what_both_read_one_conflicts() {
      Transaction first = manager.begin();
      Transaction second = manager.begin();
      first.read(X);
      second.read(X);
      first.write(X, ONE);
      second.write(X, TWO);

      assertThat(second.commit()).isEqualTo(Outcome.COMMITTED);
      assertThat(first.commit()).isEqualTo(Outcome.CONFLICT);
      assertThat(committed(X)).isEqualTo(TWO);
    }

    @Test
    void of_two_that_read_both_keys_and_write_one_each_one_conflicts() {
      Transaction first = manager.begin();
      Transaction second = manager.begin();
      for (Transaction t : List.of(first, second)) {
        t.read(X);
        t.read(Y);
      }
      first.write(X, ONE);
      second.write(Y, TWO);

      assertThat(first.commit()).isEqualTo(Outcome.COMMITTED);
      assertThat(second.commit()).isEqualTo(Outcome.CONFLICT);
    }

    @Test
    void writes_that_read_nothing_do_not_conflict_and_the_last_commit_wins() {
      Transaction first = manager.begin();
      Transaction second = manager.begin();
      first.write(X, ONE);
      second.write(X, TWO);

      assertThat(second.commit()).isEqualTo(Outcome.COMMITTED);
      assertThat(first.commit()).isEqualTo(Outcome.COMMITTED);
      assertThat(committed(X)).isEqualTo(ONE);
    }

    @Test
    void a_write_of_another_node_conflicts_as_a_local_one_does_unless_it_has_lost_already() {
      commit(X, ONE);
      Transaction reader = manager.begin();
      reader.read(X);
      arrive("n1", 500, new Write(X, TWO));
      assertThat(reader.commit()).isEqualTo(Outcome.COMMITTED);

      reader = manager.begin();
      reader.read(X);
      arrive("n1", 2_000, new Write(X, TWO));
      assertThat(reader.commit()).isEqualTo(Outcome.CONFLICT);
    }

    @Test
    void a_commit_wins_over_all_that_the_node_has_seen_even_of_a_peer_whose_clock_is_ahead() {
      arrive("n1", 999_999, new Write(X, ONE));
      commit(X, TWO);
      assertThat(committed(X)).isEqualTo(TWO);
    }
  }

  @Nested
  class Read_uncommitted {

    private final TransactionManager manager =
        new TransactionManager(Isolation.READ_UNCOMMITTED, replica);

    @Test
    void a_write_is_visible_before_its_transaction_ends_and_though_it_is_overwritten_then() {
      Transaction writer = manager.begin();
      Transaction reader = manager.begin();
      writer.write(X, ONE);
      assertThat(reader.read(X)).isEqualTo(ONE);

      writer.write(X, TWO);
      assertThat(reader.read(X)).isEqualTo(TWO);
    }

    @Test
    void the_other_level_hides_just_that() {
      TransactionManager committed = new TransactionManager(Isolation.READ_COMMITTED, replica);
      Transaction writer = committed.begin();
      Transaction reader = committed.begin();
      writer.write(X, ONE);
      assertThat(reader.read(X)).isEqualTo(nothing());
      writer.commit();
      assertThat(reader.read(X)).isEqualTo(nothing());
    }

    @Test
    void one_write_of_a_transaction_is_seen_without_the_other() {
      Transaction writer = manager.begin();
      Transaction reader = manager.begin();
      assertThat(reader.read(Y)).isEqualTo(nothing());
      writer.write(X, ONE);
      writer.write(Y, ONE);
      assertThat(reader.read(X)).isEqualTo(ONE);
    }

    @Test
    void two_transactions_that_overwrite_each_other_are_in_the_same_order_on_both_keys() {
      Transaction first = manager.begin();
      Transaction second = manager.begin();
      first.write(X, ONE);
      second.write(X, TWO);
      second.write(Y, TWO);
      first.write(Y, ONE);

      assertThat(manager.begin().read(X)).isEqualTo(TWO);
      assertThat(manager.begin().read(Y)).isEqualTo(TWO);
      assertThat(first.read(Y)).as("its own write, lost or not").isEqualTo(ONE);
    }

    @Test
    void a_transaction_does_not_read_what_a_later_one_writes() {
      Transaction earlier = manager.begin();
      Transaction later = manager.begin();
      later.write(X, ONE);
      assertThat(earlier.read(X)).isEqualTo(nothing());
    }

    @Test
    void nothing_ever_conflicts() {
      Transaction first = manager.begin();
      first.read(X);
      Transaction second = manager.begin();
      second.write(X, TWO);

      assertThat(second.commit()).isEqualTo(Outcome.COMMITTED);
      assertThat(first.commit()).isEqualTo(Outcome.COMMITTED);
    }
  }
}
