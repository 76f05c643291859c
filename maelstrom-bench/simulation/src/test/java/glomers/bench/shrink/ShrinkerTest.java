package glomers.bench.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.BroadcastFixtures;
import glomers.bench.fixture.CounterFixtures;
import glomers.bench.fixture.Fixtures;
import glomers.bench.fixture.RegisterFixtures;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.node.ProgramSource;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Adversity;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.plan.DecisionName;
import glomers.bench.plan.Plan;
import glomers.bench.plan.PlannedOperation;
import glomers.bench.sweep.Repetition;
import glomers.bench.sweep.SeedRun;
import glomers.bench.sweep.SeedTest;
import glomers.core.node.NodeProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ShrinkerTest {

  private static final int MAX_SECONDS = 60;

  private static SeedTest test(String workload, NodeProgram<?, ?> program, NemesisKind... nemeses) {
    TestOptions options =
        TestOptions.defaults(workload, 4)
            .withLoad(new Load(8, 10, 20, 10))
            .withAdversity(
                new Adversity(
                    new Latency(20, Latency.Distribution.EXPONENTIAL),
                    new LinkFaults(0.1, 0.1, 0.1),
                    Set.of(nemeses),
                    2,
                    OptionalInt.empty()));
    return new SeedTest(options, ProgramSource.of(program), List.of());
  }

  private static SeedRun firstFailure(SeedTest test) {
    return LongStream.rangeClosed(1, 20)
        .mapToObj(seed -> test.withSeed(seed).run(Repetition.NEVER))
        .filter(run -> Goal.of(JudgedRun.of(run)).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static Shrunk shrunk(SeedTest test) {
    return Shrinker.shrink(firstFailure(test), MAX_SECONDS).orElseThrow();
  }

  static List<Arguments> broken() {
    return List.of(
        Arguments.of(test("broadcast", BroadcastFixtures.GOSSIPS_WITHOUT_RETRY), 1, 2),
        Arguments.of(test("broadcast", BroadcastFixtures.NEVER_GOSSIPS), 1, 2),
        Arguments.of(test("broadcast", BroadcastFixtures.INVENTS), 2, 1),
        Arguments.of(test("g-counter", CounterFixtures.GOSSIPS_SUMS), 3, 2),
        Arguments.of(test("txn-rw-register", RegisterFixtures.LOCAL), 3, 2),
        Arguments.of(
            test("unique-ids", Fixtures.idsThatRepeatAfterRestart(), NemesisKind.KILL), 3, 3));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void a_failure_becomes_a_handful_of_operations_and_shows_the_same_anomaly(
      SeedTest test, int operations, int nodes) {
    Shrunk shrunk = shrunk(test);
    assertThat(shrunk.isMinimal()).isTrue();
    assertThat(shrunk.goal().isShownBy(shrunk.run())).isTrue();
    assertThat(shrunk.after().operations()).isLessThanOrEqualTo(operations);
    assertThat(shrunk.after().nodes()).isLessThanOrEqualTo(nodes);
    assertThat(shrunk.before().operations()).isGreaterThan(50);
    assertThat(shrunk.story().isTold()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void nothing_more_can_be_taken_away_from_it(SeedTest test, int operations, int nodes) {
    Shrunk shrunk = shrunk(test);
    Plan plan = shrunk.plan();
    for (Plan smaller : smallerByOne(plan)) {
      SeedRun run = SeedTest.of(smaller, test.program()).run(Repetition.NEVER);
      assertThat(shrunk.goal().isShownBy(JudgedRun.of(run)))
          .as("%s of %s", smaller, plan)
          .isFalse();
    }
  }

  private static List<Plan> smallerByOne(Plan plan) {
    List<Plan> smaller = new ArrayList<>();
    for (String node : plan.options().nodes()) {
      List<String> rest = new ArrayList<>(plan.options().nodes());
      rest.remove(node);
      if (!rest.isEmpty()) {
        smaller.add(plan.withNodes(rest));
      }
    }
    plan.nodesByClient()
        .keySet()
        .forEach(client -> smaller.add(plan.withClients(other -> !other.equals(client))));
    for (PlannedOperation operation : plan.operations()) {
      List<PlannedOperation> rest = new ArrayList<>(plan.operations());
      rest.remove(operation);
      smaller.add(plan.withOperations(rest));
    }
    plan.faults()
        .forEach(fault ->
            smaller.add(
                plan.withFaults(
                    plan.faults().stream().filter(other -> !other.equals(fault)).toList())));
    for (DecisionName decision : plan.decisions().keySet()) {
      smaller.add(plan.without(List.of(decision)));
    }
    return smaller;
  }

  @Test
  void the_same_failure_becomes_the_same_run_each_time() {
    SeedTest test = test("broadcast", BroadcastFixtures.GOSSIPS_WITHOUT_RETRY);
    assertThat(shrunk(test).plan()).isEqualTo(shrunk(test).plan());
  }

  @Test
  void many_losses_become_one_cut() {
    SeedTest test = test("broadcast", BroadcastFixtures.GIVES_UP);
    TestOptions options = test.options();
    Adversity adversity =
        new Adversity(Latency.NONE, new LinkFaults(0.4, 0, 0), Set.of(), 10, OptionalInt.empty());
    Shrunk shrunk =
        shrunk(new SeedTest(options.withAdversity(adversity), test.program(), List.of()));
    assertThat(shrunk.before().losses()).isGreaterThan(100);
    assertThat(shrunk.after().losses()).isZero();
    assertThat(shrunk.after().faults()).isEqualTo(1);
    assertThat(shrunk.after().operations()).isEqualTo(1);
    assertThat(shrunk.after().nodes()).isEqualTo(2);
  }

  @Test
  void a_valid_run_has_nothing_to_make_smaller() {
    SeedRun valid = test("broadcast", BroadcastFixtures.GOOD).withSeed(1).run(Repetition.NEVER);
    assertThat(Shrinker.shrink(valid, MAX_SECONDS)).isEqualTo(Optional.empty());
  }
}
