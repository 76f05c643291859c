package glomers.bench.checker.txn;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Verdict;
import glomers.bench.checker.txn.SimulatedStore.Isolation;
import glomers.bench.checker.txn.SimulatedStore.Replication;
import glomers.bench.checker.txn.SimulatedStore.Setting;
import glomers.bench.history.Operation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the checker makes of stores whose faults are known, and how long it takes. */
class SimulatedStoreTest {
  /** Time is the checker's own, so that a busy machine does not fail it. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  @Test
  void a_serial_store_is_strictly_serializable() {
    Verdict verdict = judge(Setting.of(1, 5_000, Isolation.SERIAL, Replication.NONE));
    assertThat(levels(verdict)).doesNotContainValue("violated").doesNotContainValue("unknown");
  }

  @Test
  void causal_replication_is_causally_consistent_and_converges() {
    Verdict verdict =
        judge(Setting.of(5, 5_000, Isolation.SERIAL, Replication.CAUSAL).withFinalPhase());
    assertStrongest(verdict, ConsistencyModel.CAUSAL);
    assertThat(verdict.figures()).containsEntry("convergence", "converged");
  }

  @Test
  void clients_that_never_learn_the_outcome_do_not_disturb_causal_replication() {
    Verdict verdict =
        judge(
            Setting.of(3, 5_000, Isolation.SERIAL, Replication.CAUSAL)
                .withFailures(0.1, false)
                .withFinalPhase());
    assertStrongest(verdict, ConsistencyModel.CAUSAL);
    assertThat((Integer) verdict.figures().get("session-count")).isGreaterThan(300);
    assertThat(verdict.figures()).containsEntry("convergence", "converged");
  }

  @Test
  void replication_out_of_order_is_not_causal() {
    Verdict verdict =
        judge(Setting.of(3, 5_000, Isolation.SERIAL, Replication.UNORDERED).withFinalPhase());
    assertStrongest(verdict, ConsistencyModel.READ_ATOMIC);
    assertThat(counts(verdict)).containsKey("causality-violation");
    assertThat(verdict.figures()).containsEntry("convergence", "converged");
  }

  @Test
  void half_a_write_set_is_a_fractured_read() {
    Verdict verdict = judge(Setting.of(2, 5_000, Isolation.SERIAL, Replication.HALVES));
    assertStrongest(verdict, ConsistencyModel.READ_COMMITTED);
    assertThat(counts(verdict)).containsKey("fractured-read");
  }

  @Test
  void replicas_on_which_the_last_arrival_wins_diverge() {
    Verdict verdict =
        judge(Setting.of(2, 2_000, Isolation.SERIAL, Replication.BY_ARRIVAL).withFinalPhase());
    assertThat(verdict.isValid()).isFalse();
    assertThat(counts(verdict)).containsKey("divergence");
  }

  @Test
  void replicas_that_never_hear_of_each_other_are_causally_consistent_and_diverge() {
    Verdict verdict =
        judge(Setting.of(2, 2_000, Isolation.SERIAL, Replication.NONE).withFinalPhase());
    assertStrongest(verdict, ConsistencyModel.CAUSAL);
    assertThat(verdict.isValid()).isFalse();
    assertThat(counts(verdict)).containsKey("divergence");
  }

  @Test
  void snapshots_without_validation_lose_updates() {
    Verdict verdict = judge(Setting.of(1, 2_000, Isolation.SNAPSHOT, Replication.NONE));
    assertStrongest(verdict, ConsistencyModel.CAUSAL, ConsistencyModel.PREFIX);
    assertThat(counts(verdict)).containsKey("lost-update");
  }

  @Test
  void reads_one_by_one_are_a_monotonic_view_and_not_atomic() {
    Verdict verdict = judge(Setting.of(1, 2_000, Isolation.READ_COMMITTED, Replication.NONE));
    assertStrongest(verdict, ConsistencyModel.MONOTONIC_ATOMIC_VIEW);
    assertThat(counts(verdict)).containsKeys("unrepeatable-read", "fractured-read");
  }

  @Test
  void writes_visible_before_commit_are_intermediate_reads() {
    Verdict verdict = judge(Setting.of(1, 2_000, Isolation.READ_UNCOMMITTED, Replication.NONE));
    assertThat(levels(verdict)).containsEntry("read-committed", "violated");
    assertThat(counts(verdict)).containsKeys("G1b");
  }

  @Test
  void writes_of_aborted_transactions_that_stay_are_aborted_reads() {
    Verdict verdict =
        judge(Setting.of(1, 2_000, Isolation.SERIAL, Replication.NONE).withFailures(0.02, true));
    assertStrongest(verdict, ConsistencyModel.READ_UNCOMMITTED);
    assertThat(counts(verdict)).containsOnlyKeys("G1a");
  }

  @Test
  void twenty_thousand_transactions_take_less_than_two_seconds() {
    assertFastEnough(Setting.of(5, 20_000, Isolation.SERIAL, Replication.CAUSAL), 2_000);
    assertFastEnough(
        Setting.of(1, 20_000, Isolation.SERIAL, Replication.NONE).withProcesses(2), 2_000);
  }

  /** A hundred thousand in ten seconds: {@code -Dglomers.transactions=100000}. */
  @Test
  void more_of_them_take_no_more_time_each() {
    int transactions = Integer.getInteger("glomers.transactions", 50_000);
    assertFastEnough(
        Setting.of(5, transactions, Isolation.SERIAL, Replication.CAUSAL), transactions / 10);
    assertFastEnough(
        Setting.of(1, transactions, Isolation.SERIAL, Replication.NONE), transactions / 10);
  }

  @Test
  void long_transactions_on_few_keys_take_less_than_two_seconds() {
    Setting harsh =
        Setting.of(5, 20_000, Isolation.SERIAL, Replication.CAUSAL)
            .withTransactionsOf(20, 10_000_000);
    assertFastEnough(harsh, 2_000);
  }

  @Test
  void histories_full_of_violations_or_of_short_sessions_take_no_longer() {
    assertFastEnough(
        Setting.of(5, 20_000, Isolation.READ_UNCOMMITTED, Replication.BY_ARRIVAL), 2_000);
    assertFastEnough(Setting.of(5, 20_000, Isolation.READ_COMMITTED, Replication.UNORDERED), 2_000);
    assertFastEnough(Setting.of(1, 20_000, Isolation.SNAPSHOT, Replication.NONE), 2_000);
    assertFastEnough(
        Setting.of(2, 20_000, Isolation.SERIAL, Replication.CAUSAL).withTransactionsOf(1, 16),
        2_000);
    assertFastEnough(
        Setting.of(5, 20_000, Isolation.SERIAL, Replication.CAUSAL).withFailures(0.05, false),
        2_000);
    assertFastEnough(
        Setting.of(1, 20_000, Isolation.SERIAL, Replication.NONE).withFailures(0.05, false), 2_000);
  }

  private static void assertFastEnough(Setting setting, long limitMillis) {
    List<Operation> history = SimulatedStore.history(setting.withFinalPhase(), 1);
    TxnChecker checker = new TxnChecker(List.of(ConsistencyModel.CAUSAL));
    long start = CPU.getCurrentThreadCpuTime();
    Verdict verdict = checker.check(history);
    long millis = TimeUnit.NANOSECONDS.toMillis(CPU.getCurrentThreadCpuTime() - start);
    if (setting.isolation() == Isolation.SERIAL) {
      assertThat(verdict.isValid()).as("%s", verdict).isTrue();
    }
    assertThat(millis).as("milliseconds for %s", setting).isLessThan(limitMillis);
  }

  private static Verdict judge(Setting setting) {
    return new TxnChecker(List.of(ConsistencyModel.READ_UNCOMMITTED))
        .check(SimulatedStore.history(setting, 7));
  }

  /** That it keeps the strongest models, what these imply, and none of the others. */
  private static void assertStrongest(Verdict verdict, ConsistencyModel... strongest) {
    for (ConsistencyModel model : ByDefinition.MODELS) {
      if (model != ConsistencyModel.SERIALIZABLE) {
        boolean isKept = Stream.of(strongest).anyMatch(one -> one.implies(model));
        assertThat(levels(verdict)).containsEntry(model.modelName(), isKept ? "ok" : "violated");
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> levels(Verdict verdict) {
    return (Map<String, Object>) verdict.figures().get("levels");
  }

  /** Whichever model forbids them. */
  private static Map<String, Object> counts(Verdict verdict) {
    Map<String, Object> counts = new LinkedHashMap<>();
    for (String figure : List.of("anomaly-counts", "undemanded-anomaly-counts")) {
      if (verdict.figures().get(figure) instanceof Map<?, ?> some) {
        some.forEach((type, count) -> counts.put((String) type, count));
      }
    }
    return counts;
  }
}
