package glomers.bench.workload;

import glomers.bench.run.TestOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The workloads that there are. */
public final class Workloads {

  private static final Map<String, Factory> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("echo", (options, random) -> new EchoWorkload(random));
    BY_NAME.put("unique-ids", (options, random) -> new UniqueIdsWorkload());
  }

  /** Makes a workload for one run. */
  @FunctionalInterface
  private interface Factory {
    Workload create(TestOptions options, RandomGenerator random);
  }

  private Workloads() {}

  /** Their names. */
  public static Set<String> names() {
    return java.util.Collections.unmodifiableSet(BY_NAME.keySet());
  }

  /** The workload that the options name, for one run; empty if there is none of that name. */
  public static Optional<Workload> create(TestOptions options, RandomGenerator random) {
    return Optional.ofNullable(BY_NAME.get(options.workload()))
        .map(factory -> factory.create(options, random));
  }
}
