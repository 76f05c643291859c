package glomers.txn;

import static glomers.bench.junit.Seeds.exponential;

import glomers.bench.junit.Seeds;
import glomers.bench.network.LinkFaults;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.List;

/** The conditions that tests of transactions share: what is demanded, and what goes wrong. */
final class Trials {

  private Trials() {}

  /**
   * Five nodes on a network that only makes messages overtake each other. What is wrong in any of
   * three seeds is found: five hundred transactions in each hit the same few keys.
   *
   * @param model what transactions have to keep, by the name of the field
   */
  static Seeds calm(String model) {
    return trial(model, 5, 100);
  }

  /** One node. */
  static Seeds alone(String model) {
    return trial(model, 1, 300);
  }

  private static Seeds trial(String model, int nodes, double rate) {
    TestOptions options =
        TestOptions.defaults("txn-rw-register", nodes)
            .withLoad(new Load(2 * nodes, 5, rate, 10))
            .withConsistencyModels(List.of(model));
    return Seeds.of(options, 4).with(exponential(50), LinkFaults.NONE, 10);
  }

  /** {@link #calm} with so many requests that there is always one under way. */
  static Seeds busy(String model) {
    return calm(model).with(new Load(10, 5, 300, 10));
  }

  /** Partitions, and nothing else. */
  static Seeds partitioned(String model) {
    return calm(model).with(exponential(50), LinkFaults.NONE, 1, NemesisKind.PARTITION);
  }

  /** Everything goes wrong but that nodes die; clients do not ask twice. */
  static Seeds storm(String model) {
    return calm(model)
        .with(
            exponential(50),
            new LinkFaults(0.2, 0.2, 0.2),
            1,
            NemesisKind.PARTITION,
            NemesisKind.PAUSE);
  }

  /** Everything goes wrong but that nodes die. */
  static Seeds stormWithRetries(String model) {
    return calm(model)
        .with(exponential(50), Seeds.LOSSY, 1, NemesisKind.PARTITION, NemesisKind.PAUSE);
  }
}
