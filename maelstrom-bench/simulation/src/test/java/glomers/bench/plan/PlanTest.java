package glomers.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.BroadcastFixtures;
import glomers.bench.fixture.CounterFixtures;
import glomers.bench.fixture.Fixtures;
import glomers.bench.fixture.KafkaFixtures;
import glomers.bench.fixture.RegisterFixtures;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.network.Network;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProgramSource;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Adversity;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.run.RunResult;
import glomers.bench.run.Simulation;
import glomers.bench.workload.Workloads;
import glomers.core.node.NodeProgram;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PlanTest {

  private static TestOptions stormy(String workload, int nodes, long seed) {
    return TestOptions.defaults(workload, nodes)
        .withLoad(new Load(nodes + 2, 15, 20, 3, 2, OptionalDouble.of(0.5)))
        .withAdversity(
            new Adversity(
                new Latency(30, Latency.Distribution.EXPONENTIAL),
                new LinkFaults(0.1, 0.1, 0.1, 0.1),
                Set.of(NemesisKind.values()),
                2,
                OptionalInt.empty()))
        .withSeed(seed);
  }

  static List<Arguments> programs() {
    return List.of(
        Arguments.of("echo", Fixtures.goodEcho()),
        Arguments.of("unique-ids", Fixtures.goodUniqueIds()),
        Arguments.of("broadcast", BroadcastFixtures.values()[0]),
        Arguments.of("g-counter", CounterFixtures.values()[0]),
        Arguments.of("kafka", KafkaFixtures.values()[0]),
        Arguments.of("txn-rw-register", RegisterFixtures.values()[0]));
  }

  private static RunResult drawn(TestOptions options, NodeProgram<?, ?> program) {
    return Simulation.run(
        options, Workloads.create(options).orElseThrow(), program, List.of(), node -> LogSink.NONE);
  }

  private static RunResult replayed(Plan plan, NodeProgram<?, ?> program) {
    return Simulation.replay(
        plan,
        Workloads.create(plan.options()).orElseThrow(),
        ProgramSource.of(program),
        node -> LogSink.NONE,
        Network.Observer.NONE);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void a_plan_read_from_its_file_gives_what_its_seed_gives(
      String workload, NodeProgram<?, ?> program) {
    for (int nodes : new int[] {1, 2, 5}) {
      for (long seed = 1; seed <= 3; seed++) {
        TestOptions options = stormy(workload, nodes, seed);
        Plan plan = Simulation.record(options, ProgramSource.of(program), List.of());
        Plan read = PlanReader.read(PlanWriter.write(plan));
        assertThat(read).isEqualTo(plan);
        RunResult first = drawn(options, program);
        RunResult again = replayed(read, program);
        assertThat(again.history()).isEqualTo(first.history());
        assertThat(again.faults()).isEqualTo(first.faults());
        assertThat(again.network().all()).isEqualTo(first.network().all());
        assertThat(again.elapsedNanos()).isEqualTo(first.elapsedNanos());
      }
    }
  }
}
