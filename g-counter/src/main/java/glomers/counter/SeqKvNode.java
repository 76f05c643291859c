package glomers.counter;

import glomers.core.message.CounterVerbs.Add;
import glomers.core.message.CounterVerbs.AddOk;
import glomers.core.message.CounterVerbs.Read;
import glomers.core.message.CounterVerbs.ReadOk;
import glomers.core.message.CounterVerbs.Reply;
import glomers.core.message.CounterVerbs.Request;
import glomers.core.message.ErrorReply;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.KeyValueStore;
import glomers.core.node.KeyValueStore.Outcome.Known;
import glomers.core.node.KeyValueStore.Outcome.Unknown;
import glomers.core.node.Node;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Keeps the sum in a store that all nodes share, {@code seq-kv}: an add reads it and swaps it for a
 * larger one, and starts over if somebody was faster.
 *
 * <p>Guarantees: an acknowledged add counts once, at every node and at once, whichever nodes die
 * afterwards; an add that ended in an error counts once or never.
 *
 * <p>A read is an add of nothing. The store is sequentially consistent, so what it is merely asked
 * may be an old sum, long after newer ones were acknowledged; but a swap only succeeds on the
 * newest. For that no two swaps may write the same value: an old one would pass for the new one.
 * Hence the stamp.
 *
 * <p>What breaks it: a store out of reach, without which it answers nothing; many requests at once,
 * of which one succeeds while the others start over; a request that comes twice, which counts
 * twice; a network that repeats what it carries to the store, since the refusal of the copy may
 * arrive before the answer to the original.
 */
public final class SeqKvNode implements Node<Request, PeerMessage> {

  private static final String KEY = "sum";

  /** What the key holds: the sum, and what tells it from every other value that it ever held. */
  record StampedSum(long sum, String stamp) {}

  private final Context context;
  private final KeyValueStore<StampedSum> store;
  private long attempts;

  /** A node that knows no sum: the store does. */
  public SeqKvNode(Context context) {
    this.context = context;
    this.store = new KeyValueStore<>(context, KeyValueStore.SEQUENTIAL, StampedSum.class);
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Add(long delta) -> add(delta, request, sum -> new AddOk());
      case Read() -> add(0, request, ReadOk::new);
    }
  }

  private void add(long delta, Message<Request> request, LongFunction<Reply> answer) {
    store.read(
        KEY,
        outcome -> {
          switch (outcome) {
            case Known(Optional<StampedSum> old) -> swap(old, delta, request, answer);
            case Unknown(ErrorReply error) -> context.reply(request, error);
          }
        });
  }

  private void swap(
      Optional<StampedSum> old, long delta, Message<Request> request, LongFunction<Reply> answer) {
    long sum = Math.addExact(old.map(StampedSum::sum).orElse(0L), delta);
    String stamp = context.incarnation() + "/" + attempts++;
    store.compareAndSet(
        KEY,
        old,
        new StampedSum(sum, stamp),
        outcome -> {
          switch (outcome) {
            case Known(Boolean isSwapped) when isSwapped ->
                context.reply(request, answer.apply(sum));
            case Known(Boolean _) -> add(delta, request, answer); // somebody was faster
            case Unknown(ErrorReply error) -> context.reply(request, error); // it may count, or not
          }
        });
  }
}
