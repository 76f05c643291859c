package foreign;

import static glomers.bench.options.TestOptions.NemesisKind.PARTITION;

import glomers.bench.junit.Seeds;
import glomers.bench.junit.Simulated;

final class FloodTest {

  @Simulated(workload = "broadcast", nodes = 5, rate = 10, seeds = 200)
  void telling_once_is_enough_on_a_calm_network(Seeds seeds) {
    seeds.areValid(Flood::main);
  }

  @Simulated(workload = "broadcast", nodes = 5, rate = 10, faults = PARTITION, seeds = 200)
  void what_was_acknowledged_reaches_everybody(Seeds seeds) {
    seeds.areValid(Flood::main);
  }
}
