package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.node.LogSink;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Adversity;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.verdict.Judge;
import glomers.bench.workload.Workload;
import glomers.bench.workload.Workloads;
import glomers.broadcast.hub.HubProgram;
import glomers.core.message.EchoVerbs.Echo;
import glomers.core.message.EchoVerbs.EchoOk;
import glomers.core.message.EchoVerbs.Request;
import glomers.core.message.ErrorCode;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises.Durability;
import glomers.core.node.RequestFailed;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What clients do besides asking one node at an even rate, and when faults end. */
final class LoadTest {

  /** What n0 does with a request; n1 answers. */
  private enum First {
    SILENT,
    OPEN,
    DEFINITE
  }

  private record Echoing(First first) implements NodeProgram<Request, PeerMessage> {
    @Override
    public Class<Request> requestType() {
      return Request.class;
    }

    @Override
    public Class<PeerMessage> peerMessageType() {
      return PeerMessage.class;
    }

    @Override
    public Node<Request, PeerMessage> create(Context context, Options options) {
      return new Node<>() {
        @Override
        public void onRequest(Message<Request> request) {
          if (context.self().equals("n0")) {
            switch (first) {
              case SILENT -> {
                return;
              }
              case OPEN -> throw new RequestFailed(ErrorCode.TIMEOUT, "who knows");
              case DEFINITE -> throw new RequestFailed(ErrorCode.ABORT, "certainly not");
            }
          }
          context.reply(request, new EchoOk(((Echo) request.body()).echo()));
        }
      };
    }
  }

  private static RunResult run(TestOptions options, NodeProgram<?, ?> program) {
    Workload workload = Workloads.create(options).orElseThrow();
    return Simulation.run(options, workload, program, List.of(), node -> LogSink.NONE);
  }

  /** One client at n0, which may ask n1 as well. */
  private static List<Operation> impatient(First first) {
    return run(
            TestOptions.defaults("echo", 2)
                .withLoad(new Load(1, 10, 2, 0, 0, OptionalDouble.of(0.5))),
            new Echoing(first))
        .history();
  }

  @Test
  void a_client_that_has_lost_patience_gets_its_answer_from_another_node() {
    assertThat(impatient(First.SILENT))
        .isNotEmpty()
        .allSatisfy(operation -> {
          assertThat(operation.outcome()).isEqualTo(Outcome.OK);
          assertThat(operation.node()).isEqualTo("n1");
          assertThat(operation.completedNanos() - operation.invokedNanos())
              .isBetween(500_000_000L, 700_000_000L);
        });
  }

  @Test
  void an_answer_that_leaves_it_open_what_happened_sends_the_client_on_at_once() {
    assertThat(impatient(First.OPEN))
        .isNotEmpty()
        .allSatisfy(operation -> {
          assertThat(operation.outcome()).isEqualTo(Outcome.OK);
          assertThat(operation.completedNanos() - operation.invokedNanos())
              .isLessThan(400_000_000L);
        });
  }

  @Test
  void a_certain_refusal_is_an_answer() {
    assertThat(impatient(First.DEFINITE))
        .isNotEmpty()
        .allSatisfy(operation -> {
          assertThat(operation.outcome()).isEqualTo(Outcome.FAIL);
          assertThat(operation.node()).isEqualTo("n0");
        });
  }

  private static List<Operation> mainPhase(RunResult result) {
    return result.history().stream().filter(operation -> !operation.isFinal()).toList();
  }

  private static long longestGapNanos(List<Operation> history) {
    long longest = 0;
    for (int i = 1; i < history.size(); i++) {
      longest =
          Math.max(longest, history.get(i).invokedNanos() - history.get(i - 1).invokedNanos());
    }
    return longest;
  }

  @Test
  void clients_that_rest_ask_as_often_as_others_between_their_rests() {
    TestOptions busy =
        TestOptions.defaults("broadcast", 3).withLoad(new Load(3, 60, 100, 1)).withSeed(1);
    TestOptions idle = busy.withLoad(new Load(3, 60, 100, 1, 5, OptionalDouble.empty()));
    List<Operation> all = mainPhase(run(busy, new HubProgram()));
    List<Operation> fewer = mainPhase(run(idle, new HubProgram()));
    assertThat(longestGapNanos(all)).isLessThan(100_000_000L);
    assertThat(longestGapNanos(fewer)).isGreaterThan(1_000_000_000L);
    assertThat(fewer.size()).isBetween(all.size() / 5, 4 * all.size() / 5);
  }

  @Test
  void faults_that_end_early_do_not_come_back() {
    var adversity =
        new Adversity(
            Adversity.NONE.latency(),
            new glomers.bench.network.LinkFaults(0.5, 0, 0),
            Set.of(NemesisKind.PARTITION),
            1,
            0,
            OptionalDouble.of(10),
            OptionalInt.empty(),
            Durability.CLUSTER);
    TestOptions options =
        TestOptions.defaults("broadcast", 3)
            .withLoad(new Load(3, 40, 10, 10))
            .withAdversity(adversity);
    RunResult result = run(options, new HubProgram());
    assertThat(result.faults())
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.timeNanos()).isLessThanOrEqualTo(10_000_000_000L));
    assertThat(result.faults().getLast()).extracting(FaultEvent::isStart).isEqualTo(false);
    Workload workload = Workloads.create(options).orElseThrow();
    assertThat(Judge.judge(options, workload, result).reasons()).isEmpty();
  }
}
