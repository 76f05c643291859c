package glomers.bench.workload;

import glomers.bench.options.TestOptions;
import glomers.bench.workload.SetWorkload.Dialect;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The workloads that there are. */
public final class Workloads {

  private static final Map<String, Factory> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("echo", EchoWorkload::new);
    BY_NAME.put("unique-ids", options -> new UniqueIdsWorkload());
    BY_NAME.put("broadcast", options -> new SetWorkload(Dialect.BROADCAST, options));
    BY_NAME.put("g-counter", options -> new CounterWorkload(options, false));
    BY_NAME.put("pn-counter", options -> new CounterWorkload(options, true));
    BY_NAME.put("g-set", options -> new SetWorkload(Dialect.G_SET, options));
    BY_NAME.put("lin-kv", LinKvWorkload::new);
    BY_NAME.put("kafka", KafkaWorkload::new);
    BY_NAME.put("txn-rw-register", options -> new TxnWorkload(options, TxnWorkload.Data.REGISTERS));
    BY_NAME.put("txn-list-append", options -> new TxnWorkload(options, TxnWorkload.Data.LISTS));
  }

  /** Makes a workload for one run. */
  @FunctionalInterface
  private interface Factory {
    Workload create(TestOptions options);
  }

  private Workloads() {}

  /** Their names. */
  public static Set<String> names() {
    return java.util.Collections.unmodifiableSet(BY_NAME.keySet());
  }

  /**
   * Of what the concurrency has to be a multiple: {@code lin-kv} has a group of two clients for
   * each node work on a key.
   */
  public static int concurrencyUnit(String workload, int nodes) {
    return workload.equals("lin-kv") ? LinKvGenerator.groupSize(nodes) : 1;
  }

  /** The workload that the options name, for one run; empty if there is none of that name. */
  public static Optional<Workload> create(TestOptions options) {
    return Optional.ofNullable(BY_NAME.get(options.workload()))
        .map(factory -> factory.create(options));
  }
}
