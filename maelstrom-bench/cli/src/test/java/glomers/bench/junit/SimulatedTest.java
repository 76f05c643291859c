package glomers.bench.junit;

import static glomers.bench.options.TestOptions.NemesisKind.KILL;
import static glomers.bench.options.TestOptions.NemesisKind.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.UniqueIdsVerbs.GenerateOk;
import glomers.core.message.UniqueIdsVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.runtime.Nodes;
import glomers.uniqueids.UniqueIdsProgram;
import java.nio.file.Path;

/** Tests of nodes as somebody else writes them, and what they say when they fail. */
final class SimulatedTest {

  /** Repeats itself after a restart. */
  static final class Counting {
    public static void main(String[] commandLine) {
      Nodes.run(commandLine, Request.class, Counting::node);
    }

    private static Node<Request, PeerMessage> node(Context context) {
      return new Node<>() {
        private long count;

        @Override
        public void onRequest(Message<Request> request) {
          context.reply(request, new GenerateOk(context.self() + "-" + count++));
        }
      };
    }
  }

  @Simulated(
      workload = "unique-ids",
      nodes = 3,
      rate = 50,
      timeLimit = 10,
      faults = {KILL, PARTITION},
      loss = 0.2,
      seeds = 20)
  void a_correct_node_is_valid_and_a_broken_one_is_told_apart(Seeds seeds) {
    seeds.areValid(UniqueIdsProgram::main);
    seeds.show("duplicate-id", Counting::main);
  }

  @Simulated(
      workload = "unique-ids",
      nodes = 3,
      rate = 50,
      timeLimit = 10,
      faults = KILL,
      seeds = 5)
  void a_failure_names_the_seed_the_reason_how_to_repeat_it_and_its_page(Seeds seeds) {
    Throwable failure = catchThrowable(() -> seeds.areValid(Counting::main));
    assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .message()
        .contains(
            "INVALID  unique-ids, seed 4 of 1 to 5",
            "duplicate-id (Maelstrom's): ",
            "repeat with   mvn test -Dtest=" + SimulatedTest.class.getName() + "#a_failure_names",
            "-Dsimulated.seed=4");
    String page = failure.getMessage().replaceFirst("(?s).*page +", "").strip();
    assertThat(Path.of(page)).exists().content().contains("duplicate-id");
    assertThatThrownBy(() -> seeds.show("lost", Counting::main))
        .hasMessageContaining("no seed of 1 to 5 shows lost, but [duplicate-id]");
  }

  @Simulated(workload = "queue", nodes = 1, seeds = 1)
  void a_workload_that_is_not_there_is_told(Seeds seeds) {
    assertThatThrownBy(() -> seeds.areValid(Counting::main))
        .hasMessageContaining("there is no workload 'queue'; there are ");
    assertThatThrownBy(() -> seeds.areValid(commandLine -> {}))
        .hasMessageContaining("main runs no node");
  }
}
