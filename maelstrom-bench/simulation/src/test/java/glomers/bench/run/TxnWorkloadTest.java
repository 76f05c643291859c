package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.JudgedRun;
import glomers.bench.fixture.RegisterFixtures;
import glomers.bench.history.Operation;
import glomers.bench.node.ProgramSource;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.sweep.Repetition;
import glomers.bench.sweep.SeedTest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class TxnWorkloadTest {

  private static JudgedRun run(int nodes, RegisterFixtures program) {
    return run(nodes, program, 0);
  }

  private static JudgedRun run(int nodes, RegisterFixtures program, long seed) {
    TestOptions options =
        TestOptions.defaults("txn-rw-register", nodes)
            .withLoad(new Load(2 * nodes, 10, 200, 10))
            .withSeed(seed);
    return JudgedRun.of(options, program);
  }

  @Test
  void one_node_that_executes_one_transaction_after_the_other_is_strict_serializable() {
    run(1, RegisterFixtures.LOCAL).assertValid();
  }

  @Test
  void nodes_that_replicate_nothing_are_found_to_differ() {
    Set<String> types = new TreeSet<>();
    for (long seed = 0; seed < 10; seed++) {
      Set<String> found = run(2, RegisterFixtures.LOCAL, seed).types();
      assertThat(found).contains("divergence");
      types.addAll(found);
    }
    assertThat(types).contains("lost-write");
  }

  @Test
  void a_brief_judgement_finds_the_same_anomalies() {
    for (long seed = 0; seed < 5; seed++) {
      TestOptions options =
          TestOptions.defaults("txn-rw-register", 2)
              .withLoad(new Load(4, 5, 100, 10))
              .withConsistencyModels(List.of("causal-cerone"))
              .withSeed(seed);
      SeedTest test = new SeedTest(options, ProgramSource.of(RegisterFixtures.LOCAL), List.of());
      assertThat(test.runBriefly().checked().anomalies())
          .isNotEmpty()
          .isEqualTo(test.run(Repetition.NEVER).checked().anomalies());
    }
  }

  @Test
  void the_final_phase_reads_every_key_at_every_node() {
    List<Operation> history = run(3, RegisterFixtures.LOCAL).history();
    Set<Long> written = new TreeSet<>();
    history.stream()
        .filter(op -> !op.isFinal())
        .forEach(op -> op.input().forEach(access -> written.add(access.get(1).asLong())));
    for (String node : List.of("n0", "n1", "n2")) {
      Set<Long> read = new TreeSet<>();
      history.stream()
          .filter(op -> op.isFinal() && op.node().equals(node))
          .forEach(op -> op.input().forEach(access -> read.add(access.get(1).asLong())));
      assertThat(read).containsAll(written);
    }
  }

  @Test
  void an_answer_to_another_transaction_is_malformed() {
    assertThat(run(1, RegisterFixtures.SHORTENS_ANSWERS).types()).contains("malformed-reply");
  }
}
