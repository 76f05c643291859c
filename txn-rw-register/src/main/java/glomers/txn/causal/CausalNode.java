package glomers.txn.causal;

import glomers.core.message.ErrorCode;
import glomers.core.message.Message;
import glomers.core.message.TxnVerbs.Operation;
import glomers.core.message.TxnVerbs.Request;
import glomers.core.message.TxnVerbs.Txn;
import glomers.core.message.TxnVerbs.TxnOk;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.ReplyCache;
import glomers.core.node.RequestFailed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Executes transactions on registers, and shares their writes with the other nodes.
 *
 * <p>Totally available: a transaction asks no other node, so it succeeds at every node that its
 * client can reach, whatever the network does. All else that is promised, by {@link Registers} and
 * {@link Transaction}, is as much as total availability permits.
 *
 * <p>A node that is restarted begins a new log and gets from its peers what they have. Lost are the
 * transactions that it had not yet brought to anyone, though it acknowledged them; and until it has
 * caught up, its clients see an older state than before.
 */
public final class CausalNode implements Node<Request, Replication> {

  /**
   * A client has one transaction open at a time; a network that repeats messages may lag some
   * behind.
   */
  private static final int REMEMBERED_REPLIES = 32;

  /**
   * How large a value may be, with its key. A message with a larger one might be longer than what a
   * receiver takes as one line, 16 MiB: then the other nodes would never get it.
   */
  private static final long MAX_WRITE_BYTES = 8 << 20;

  private final Context context;
  private final Duration stepPause;
  private final ReplyCache replies;
  private final Registers registers;
  private final Replicator replicator;

  /**
   * A node with empty registers.
   *
   * @param stepPause the pause between two operations of a transaction; zero to run it without a
   *     break
   */
  CausalNode(Context context, Duration stepPause, Replicator.Settings settings) {
    this.context = context;
    this.stepPause = stepPause;
    this.replies = new ReplyCache(context, REMEMBERED_REPLIES);
    this.registers =
        new Registers(context.incarnation(), new HybridClock(context::wallClockMillis));
    this.replicator = new Replicator(context, registers, settings);
  }

  @Override
  public void onRequest(Message<Request> request) {
    replies.once(request, () -> start(request));
  }

  @Override
  public void onPeerMessage(Message<Replication> message) {
    replicator.onMessage(message.src(), message.body());
  }

  @Override
  public Optional<String> waitsFor() {
    return replicator.waitsFor();
  }

  private void start(Message<Request> request) {
    switch (request.body()) {
      case Txn(List<Operation> operations) -> {
        operations.forEach(CausalNode::refuseIfTooLarge);
        run(request, new Execution(registers, operations));
      }
    }
  }

  private void run(Message<Request> request, Execution execution) {
    if (execution.hasNext()) {
      execution.step();
    }
    if (execution.hasNext() && !stepPause.isZero()) {
      context.after(stepPause, () -> run(request, execution));
    } else {
      replies.reply(request, new TxnOk(execution.finish()));
    }
    replicator.wakeUp();
  }

  private static void refuseIfTooLarge(Operation operation) {
    long bytes = new Write(operation.key(), operation.value()).wireBytes();
    if (bytes > MAX_WRITE_BYTES) {
      throw new RequestFailed(
          ErrorCode.MALFORMED_REQUEST,
          "a value takes at most "
              + MAX_WRITE_BYTES
              + " bytes with its key, and this one might take "
              + bytes);
    }
  }
}
