package glomers.bench.swarm;

import glomers.bench.network.Latency;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What a configuration may have: the rows of the table that tells what a swarm covered. */
public final class Features {

  private static final Map<String, Predicate<TestOptions>> ALL = new LinkedHashMap<>();

  static {
    ranges("nodes", options -> options.nodes().size(), 1, 2, 3, 4, 6, 10, 26);
    ranges("operations a second", options -> options.load().rate(), 0, 5, 50, 500, 5_000);
    ranges("workers", options -> options.load().concurrency(), 1, 2, 10, 1_000);
    ranges("seconds", options -> options.load().timeLimitSeconds(), 1, 5, 20, 1_000);
    ALL.put("idle stretches", options -> options.load().idleSeconds() > 0);
    ALL.put("recovery longer than 20 s", options -> options.load().recoverySeconds() > 20);
    for (Latency.Distribution distribution : Latency.Distribution.values()) {
      ALL.put(
          "latency, " + label(distribution),
          options ->
              options.adversity().latency().meanMillis() > 0
                  && options.adversity().latency().distribution() == distribution);
    }
    for (NemesisKind kind : NemesisKind.values()) {
      ALL.put(label(kind), options -> options.adversity().nemeses().contains(kind));
    }
    ALL.put(
        "more than one node down",
        options ->
            options.adversity().maxDown().orElse(0) > 1
                && options.adversity().nemeses().stream()
                    .anyMatch(k -> k != NemesisKind.PARTITION));
    ALL.put("the first fault late", options -> options.adversity().nemesisDelaySeconds() > 0);
    ALL.put("the last fault early", options -> options.adversity().nemesisEndSeconds().isPresent());
    ALL.put("loss", options -> options.adversity().linkFaults().lossProbability() > 0);
    ALL.put("duplicate", options -> options.adversity().linkFaults().duplicateProbability() > 0);
    ALL.put("reorder", options -> options.adversity().linkFaults().reorderProbability() > 0);
    ALL.put("retry", options -> options.adversity().linkFaults().retryProbability() > 0);
    ALL.put("patience", options -> options.load().patienceSeconds().isPresent());
    ALL.put("no fault at all", Features::isCalm);
    ranges("bytes a value", options -> options.data().valueBytes(), 1_000, 100_000, 10_000_000);
    ALL.put("one key", options -> options.data().keyCount().orElse(10) == 1);
    ALL.put("one write a key", options -> options.data().maxWritesPerKey() == 1);
  }

  private Features() {}

  /** The names of all features, in the order to print. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** Those that a test has. */
  public static List<String> of(TestOptions options) {
    List<String> features = new ArrayList<>();
    ALL.forEach((name, isIn) -> {
      if (isIn.test(options)) {
        features.add(name);
      }
    });
    return features;
  }

  private static boolean isCalm(TestOptions options) {
    var links = options.adversity().linkFaults();
    return options.adversity().nemeses().isEmpty()
        && links.lossProbability() == 0
        && links.duplicateProbability() == 0
        && links.reorderProbability() == 0
        && links.retryProbability() == 0
        && options.load().patienceSeconds().isEmpty();
  }

  /** A feature for each range from one limit up to, but not including, the next. */
  private static void ranges(String unit, ToDoubleFunction<TestOptions> value, int... limits) {
    for (int i = 0; i + 1 < limits.length; i++) {
      int from = limits[i];
      int to = limits[i + 1];
      String range = to == from + 1 ? "" + from : from + " to " + (to - 1);
      ALL.put(
          range + " " + unit,
          options -> value.applyAsDouble(options) >= from && value.applyAsDouble(options) < to);
    }
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT);
  }
}
