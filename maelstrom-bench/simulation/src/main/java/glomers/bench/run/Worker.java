package glomers.bench.run;

import glomers.bench.client.Attempt;
import glomers.bench.client.Client;
import glomers.bench.client.Invocation;
import glomers.bench.client.ReplyShape;
import glomers.bench.client.RpcClient;
import glomers.bench.client.RpcResult;
import glomers.bench.engine.EventLoop;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.ErrorKind;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import glomers.core.message.ErrorCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One of the workers that carry out operations, one after the other, always at the same node, or at
 * another as well when they lose patience. After an operation whose outcome it does not know it
 * goes on as another client process: the old one might still be at it.
 */
final class Worker {

  private final RunContext context;
  private final int id;
  private final String node;
  private final String otherNode;
  private final OptionalLong patienceNanos;
  private int process;
  private RpcClient rpc;
  private Client client;
  private boolean isBusy;

  /**
   * A worker.
   *
   * @param node whom it asks
   * @param otherNode whom it asks as well when it has lost patience
   * @param patienceSeconds when that is; never if empty
   */
  Worker(
      RunContext context, int id, String node, String otherNode, OptionalDouble patienceSeconds) {
    this.context = context;
    this.id = id;
    this.node = node;
    this.otherNode = otherNode;
    this.patienceNanos =
        patienceSeconds.isPresent()
            ? OptionalLong.of((long) (patienceSeconds.getAsDouble() * 1e9))
            : OptionalLong.empty();
    this.process = id;
    open();
  }

  private void open() {
    rpc = new RpcClient(context.loop(), context.network(), RunContext.clientName(process));
    client = context.workload().newClient();
  }

  int id() {
    return id;
  }

  String node() {
    return node;
  }

  boolean isBusy() {
    return isBusy;
  }

  /** Carries out an operation. */
  void invoke(Invocation invocation, Consumer<Operation> onEnd) {
    invoke(invocation, 0, onEnd);
  }

  /** Carries out an operation of a round of the final phase; round 0 is none. */
  void invoke(Invocation invocation, int finalRound, Consumer<Operation> onEnd) {
    if (isBusy) {
      throw new IllegalStateException("worker " + id + " still has an operation open");
    }
    isBusy = true;
    client.invoke(invocation, new OpenOperation(invocation, finalRound, onEnd));
  }

  private void replaceProcess() {
    rpc.close();
    process += context.processesPerRound();
    open();
  }

  /** The operation that is open now. */
  private final class OpenOperation implements Attempt {
    private final EventLoop loop = context.loop();
    private final String function;
    private final int finalRound;
    private final Consumer<Operation> onEnd;
    private final int index = context.recorder().begin();
    private final long invokedNanos = context.elapsedNanos();
    private JsonNode input;
    private String answeredBy = node;
    private final Duration timeout = context.workload().callTimeout();
    private boolean isOpen = true;

    OpenOperation(Invocation invocation, int finalRound, Consumer<Operation> onEnd) {
      this.function = invocation.function();
      this.input = invocation.input();
      this.finalRound = finalRound;
      this.onEnd = onEnd;
      context.recorder().began(this::brokenOff);
    }

    /** What it is if nothing more comes. */
    private Operation brokenOff() {
      return operation(
          Outcome.INFO,
          Json.nothing(),
          ErrorKind.CLIENT_CRASHED,
          "the run was broken off before it ended");
    }

    private Operation operation(
        Outcome outcome, JsonNode output, ErrorKind errorKind, String error) {
      return new Operation(
          index,
          process,
          answeredBy,
          function,
          input,
          invokedNanos,
          outcome,
          context.elapsedNanos(),
          output,
          errorKind,
          error,
          finalRound);
    }

    @Override
    public void call(ObjectNode request, ReplyShape shape, Consumer<JsonNode> onReply) {
      Consumer<RpcResult> onResult =
          result -> {
            switch (result) {
              case RpcResult.Answered(JsonNode body, String by) -> {
                answeredBy = by;
                shape
                    .flaw(body)
                    .ifPresentOrElse(
                        flaw -> malformed(flaw + ": " + body), () -> onReply.accept(body));
              }
              case RpcResult.Refused refusal -> refused(refusal);
              case RpcResult.TimedOut() ->
                  failOrInfo(
                      false, ErrorKind.NO_ANSWER, "no answer within " + seconds(timeout) + " s");
            }
          };
      if (patienceNanos.isPresent() && finalRound == 0 && !otherNode.equals(node)) {
        rpc.call(node, otherNode, request, patienceNanos.getAsLong(), timeout.toNanos(), onResult);
      } else {
        rpc.call(node, request, timeout.toNanos(), onResult);
      }
    }

    private void refused(RpcResult.Refused refusal) {
      answeredBy = refusal.node();
      String name =
          refusal
              .known()
              .map(code -> code.name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .orElse("error " + refusal.code());
      failOrInfo(
          refusal.isDefinite() && context.workload().trustsDefiniteErrors(),
          refusal.known().map(OpenOperation::kindOf).orElse(ErrorKind.REFUSED),
          name + ": " + refusal.text());
    }

    private static String seconds(Duration duration) {
      return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private static ErrorKind kindOf(ErrorCode code) {
      return switch (code) {
        case KEY_DOES_NOT_EXIST -> ErrorKind.NO_SUCH_KEY;
        case PRECONDITION_FAILED -> ErrorKind.PRECONDITION_FAILED;
        default -> ErrorKind.REFUSED;
      };
    }

    private void failOrInfo(boolean isDefinite, ErrorKind kind, String error) {
      boolean isFailure = isDefinite || context.workload().isIdempotent(function);
      end(isFailure ? Outcome.FAIL : Outcome.INFO, Json.nothing(), kind, error);
    }

    @Override
    public void asked(JsonNode asked) {
      input = asked;
    }

    @Override
    public void ok(JsonNode output) {
      end(Outcome.OK, output, ErrorKind.NONE, "");
    }

    @Override
    public void malformed(String flaw) {
      end(Outcome.INFO, Json.nothing(), ErrorKind.MALFORMED_REPLY, flaw);
    }

    @Override
    public void crash(String reason) {
      end(Outcome.INFO, Json.nothing(), ErrorKind.CLIENT_CRASHED, reason);
    }

    private void end(Outcome outcome, JsonNode output, ErrorKind errorKind, String error) {
      if (!isOpen) {
        throw new IllegalStateException("a " + function + " ended twice");
      }
      isOpen = false;
      Operation operation = operation(outcome, output, errorKind, error);
      context.recorder().end(operation);
      if (outcome == Outcome.INFO) {
        replaceProcess();
      }
      // Whoever is told may begin the next operation, which must not happen inside of this one's
      // end.
      loop.after(
          0,
          () -> {
            isBusy = false;
            onEnd.accept(operation);
          });
    }
  }
}
