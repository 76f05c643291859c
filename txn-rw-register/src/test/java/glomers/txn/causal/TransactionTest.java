package glomers.txn.causal;

import static glomers.txn.Txns.json;
import static glomers.txn.Txns.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.gossip.VersionVector;
import glomers.txn.causal.Transaction.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Transactions of one node whose operations interleave. */
class TransactionTest {

  private static final JsonNode X = json("'x'");
  private static final JsonNode Y = json("'y'");
  private static final JsonNode ONE = json("1");
  private static final JsonNode TWO = json("2");

  private final Registers registers = new Registers("n0", new HybridClock(() -> 1_000));

  /** A write set of another node, made before or after those of this one. */
  private void arrive(String incarnation, long millis, Write... writes) {
    Timestamp timestamp = new Timestamp(millis << 16, incarnation);
    long place = registers.known().get(incarnation);
    List<Version> versions =
        Arrays.stream(writes).map(write -> new Version(timestamp, place, write)).toList();
    VersionVector known = new VersionVector(Map.of(incarnation, place + 1));
    registers.merge(new Delta(new VersionVector(), known, versions));
  }

  private void commit(JsonNode key, JsonNode value) {
    Transaction transaction = new Transaction(registers);
    transaction.write(key, value);
    assertThat(transaction.commit()).isEqualTo(Outcome.COMMITTED);
  }

  private JsonNode committed(JsonNode key) {
    Transaction transaction = new Transaction(registers);
    JsonNode value = transaction.read(key);
    transaction.commit();
    return value;
  }

  @Test
  void a_transaction_reads_its_own_writes() {
    Transaction t = new Transaction(registers);
    assertThat(t.read(X)).isEqualTo(nothing());
    t.write(X, ONE);
    assertThat(t.read(X)).isEqualTo(ONE);
  }

  @Test
  void writes_are_hidden_until_commit_and_then_visible_together() {
    Transaction writer = new Transaction(registers);
    writer.write(X, ONE);
    writer.write(Y, ONE);
    assertThat(committed(X)).isEqualTo(nothing());

    writer.commit();
    assertThat(committed(X)).isEqualTo(ONE);
    assertThat(committed(Y)).isEqualTo(ONE);
  }

  @Test
  void only_the_last_write_of_a_key_is_ever_seen() {
    Transaction writer = new Transaction(registers);
    writer.write(X, ONE);
    writer.write(X, TWO);
    writer.commit();

    assertThat(registers.deltaFrom(new VersionVector()).versions())
        .extracting(Version::write)
        .containsExactly(new Write(X, TWO));
  }

  @Test
  void a_snapshot_stays_as_it_was() {
    commit(X, ONE);
    Transaction reader = new Transaction(registers);
    commit(X, TWO);
    commit(Y, TWO);

    assertThat(reader.read(X)).isEqualTo(ONE);
    assertThat(reader.read(Y)).isEqualTo(nothing());
  }

  @Test
  void a_write_set_that_comes_late_is_not_in_a_snapshot_that_its_timestamp_would_belong_to() {
    commit(X, ONE);
    Transaction reader = new Transaction(registers);
    arrive("n1", 500, new Write(Y, TWO));

    assertThat(reader.read(Y)).isEqualTo(nothing());
    assertThat(committed(Y)).isEqualTo(TWO);
  }

  @Test
  void a_transaction_whose_read_was_overwritten_conflicts_and_changes_nothing() {
    Transaction loser = new Transaction(registers);
    loser.read(X);
    loser.write(Y, ONE);
    commit(X, TWO);

    assertThat(loser.commit()).isEqualTo(Outcome.CONFLICT);
    assertThat(committed(Y)).isEqualTo(nothing());
  }

  @Test
  void of_two_that_update_what_both_read_one_conflicts() {
    Transaction first = new Transaction(registers);
    Transaction second = new Transaction(registers);
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
    Transaction first = new Transaction(registers);
    Transaction second = new Transaction(registers);
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
    Transaction first = new Transaction(registers);
    Transaction second = new Transaction(registers);
    first.write(X, ONE);
    second.write(X, TWO);

    assertThat(second.commit()).isEqualTo(Outcome.COMMITTED);
    assertThat(first.commit()).isEqualTo(Outcome.COMMITTED);
    assertThat(committed(X)).isEqualTo(ONE);
  }

  @Test
  void a_write_of_another_node_conflicts_as_a_local_one_does_unless_it_has_lost_already() {
    commit(X, ONE);
    Transaction reader = new Transaction(registers);
    reader.read(X);
    arrive("n1", 500, new Write(X, TWO));
    assertThat(reader.commit()).isEqualTo(Outcome.COMMITTED);

    reader = new Transaction(registers);
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
