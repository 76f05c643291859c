package glomers.core.node;

import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;
import glomers.core.message.KeyValueVerbs;
import glomers.core.message.KeyValueVerbs.CompareAndSet;
import glomers.core.message.KeyValueVerbs.CompareAndSetOk;
import glomers.core.message.KeyValueVerbs.Read;
import glomers.core.message.KeyValueVerbs.ReadOk;
import glomers.core.message.KeyValueVerbs.Write;
import glomers.core.message.KeyValueVerbs.WriteOk;
import glomers.core.message.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/**
 * A node's client of one of Maelstrom's key-value services.
 *
 * <p>A read is asked again until it is answered or the time is up. Whatever changes a key is asked
 * <em>once</em>: the services remember no request, so asking again could do it again, after
 * somebody else's change. An answer that never came leaves the change open ({@link
 * Outcome.Unknown}): it may have happened, and may still. Who has to know reads the key.
 *
 * <p>Not thread-safe: belongs to its node.
 *
 * @param <V> the values, which Jackson can read and write
 */
public final class KeyValueStore<V> {

  /** Linearizable: every operation takes effect between its request and its answer. */
  public static final String LINEARIZABLE = "lin-kv";

  /** Sequentially consistent: one order for all, each client's own kept, but reads may be stale. */
  public static final String SEQUENTIAL = "seq-kv";

  /** Last write wins, by clocks that disagree: what was acknowledged may vanish. */
  public static final String LAST_WRITE_WINS = "lww-kv";

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Context context;
  private final String service;
  private final Class<V> valueType;
  private final Duration timeout;
  private final RetryPolicy readPolicy;

  /**
   * A client that waits for an answer for a second, and asks for a read again after 100 ms or more.
   *
   * @param service one of the names above
   */
  public KeyValueStore(Context context, String service, Class<V> valueType) {
    this(context, service, valueType, Duration.ofSeconds(1));
  }

  /** The same with another time after which an operation's outcome is unknown. */
  public KeyValueStore(Context context, String service, Class<V> valueType, Duration timeout) {
    this.context = context;
    this.service = service;
    this.valueType = valueType;
    this.timeout = timeout;
    this.readPolicy =
        new RetryPolicy(
            timeout.dividedBy(10).plusNanos(1), timeout.dividedBy(2).plusNanos(1), timeout);
  }

  /** How an operation ended. */
  public sealed interface Outcome<T> {

    /** The service has answered. */
    record Known<T>(T value) implements Outcome<T> {}

    /**
     * It has not, or with an error that leaves open whether the operation took effect.
     *
     * @param error what is known
     */
    record Unknown<T>(ErrorReply error) implements Outcome<T> {}
  }

  /** Reads a key's value; empty if it has none. */
  public void read(String key, Consumer<Outcome<Optional<V>>> onOutcome) {
    call(
        new Read(StringNode.valueOf(key)),
        ReadOk.class,
        readPolicy,
        Optional.empty(),
        reply -> Optional.of(MAPPER.treeToValue(reply.value(), valueType)),
        onOutcome);
  }

  /** Sets a key, whatever its value. */
  public void write(String key, V value, Consumer<Outcome<Boolean>> onOutcome) {
    change(new Write(StringNode.valueOf(key), tree(value)), WriteOk.class, onOutcome);
  }

  /**
   * Sets a key if its value is as expected. {@code Known(false)}: it was not, and nothing happened.
   *
   * @param expected empty if the key is expected to have none, and is then made
   */
  public void compareAndSet(
      String key, Optional<V> expected, V value, Consumer<Outcome<Boolean>> onOutcome) {
    JsonNode from = expected.map(this::tree).orElse(NullNode.getInstance());
    change(
        new CompareAndSet(StringNode.valueOf(key), from, tree(value), expected.isEmpty()),
        CompareAndSetOk.class,
        onOutcome);
  }

  private JsonNode tree(V value) {
    return MAPPER.valueToTree(value);
  }

  private <T extends Reply> void change(
      KeyValueVerbs.Request request, Class<T> replyType, Consumer<Outcome<Boolean>> onOutcome) {
    call(request, replyType, RetryPolicy.once(timeout), false, reply -> true, onOutcome);
  }

  private <T extends Reply, U> void call(
      KeyValueVerbs.Request request,
      Class<T> replyType,
      RetryPolicy policy,
      U valueIfRefused,
      Function<T, U> valueOf,
      Consumer<Outcome<U>> onOutcome) {
    context.call(
        service,
        request,
        replyType,
        policy,
        result ->
            onOutcome.accept(
                switch (result) {
                  case CallResult.Answered<T>(T reply) -> new Outcome.Known<>(valueOf.apply(reply));
                  case CallResult.Failed<T>(ErrorReply error) ->
                      error.is(ErrorCode.KEY_DOES_NOT_EXIST)
                              || error.is(ErrorCode.PRECONDITION_FAILED)
                          ? new Outcome.Known<>(valueIfRefused)
                          : new Outcome.Unknown<>(error);
                }));
  }
}
