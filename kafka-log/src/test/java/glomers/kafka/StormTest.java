package glomers.kafka;

import static glomers.bench.options.TestOptions.NemesisKind.KILL;
import static glomers.bench.options.TestOptions.NemesisKind.PARTITION;
import static glomers.bench.options.TestOptions.NemesisKind.PAUSE;

import glomers.bench.junit.Seeds;
import glomers.bench.junit.Simulated;

/** Everything at once: what was acknowledged stays, once, and the log goes on. */
final class StormTest {

  @Simulated(
      workload = "kafka",
      nodes = 3,
      concurrency = 9,
      rate = 100,
      faults = {KILL, PAUSE, PARTITION},
      nemesisInterval = 2,
      loss = 0.2,
      duplicate = 0.2,
      reorder = 0.2,
      retry = 0.2,
      latency = 20,
      seeds = 8)
  void nothing_is_lost_and_nothing_stored_twice_on_three_nodes(Seeds seeds) {
    seeds.areValid(KafkaProgram::main);
  }

  @Simulated(
      workload = "kafka",
      nodes = 4,
      concurrency = 8,
      rate = 100,
      faults = {KILL, PAUSE, PARTITION},
      nemesisInterval = 1,
      loss = 0.2,
      duplicate = 0.2,
      retry = 0.2,
      latency = 20,
      seeds = 6)
  void nor_on_four(Seeds seeds) {
    seeds.areValid(KafkaProgram::main);
  }

  @Simulated(
      workload = "kafka",
      nodes = 5,
      concurrency = 10,
      rate = 100,
      faults = {KILL, PAUSE, PARTITION},
      nemesisInterval = 1,
      loss = 0.2,
      reorder = 0.2,
      retry = 0.2,
      latency = 50,
      seeds = 6)
  void nor_on_five(Seeds seeds) {
    seeds.areValid(KafkaProgram::main);
  }
}
