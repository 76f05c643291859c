package glomers.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.message.Body;
import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;
import glomers.core.message.KeyValueVerbs.CompareAndSet;
import glomers.core.message.KeyValueVerbs.CompareAndSetOk;
import glomers.core.message.KeyValueVerbs.Read;
import glomers.core.message.KeyValueVerbs.ReadOk;
import glomers.core.message.KeyValueVerbs.Write;
import glomers.core.message.KeyValueVerbs.WriteOk;
import glomers.core.node.KeyValueStore.Outcome;
import glomers.core.node.KeyValueStore.Outcome.Known;
import glomers.core.node.KeyValueStore.Outcome.Unknown;
import glomers.core.testing.ForwardingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

final class KeyValueStoreTest {

  private static final JsonNode KEY = StringNode.valueOf("sum");

  /** The network, as far as a client of a store sees it: one call, answered when a test says so. */
  private static final class OneCall extends ForwardingContext {
    private Body request;
    private RetryPolicy policy;
    private Consumer<CallResult<Body>> onResult;

    OneCall() {
      super(null);
    }

    @Override
    @SuppressWarnings("unchecked") // a test answers with the type that was asked for
    public <T extends Body> void call(
        String dest,
        Body body,
        Class<T> replyType,
        RetryPolicy retryPolicy,
        Consumer<CallResult<T>> whenDone) {
      assertThat(dest).isEqualTo(KeyValueStore.SEQUENTIAL);
      request = body;
      policy = retryPolicy;
      onResult = result -> whenDone.accept((CallResult<T>) result);
    }

    void answer(Body reply) {
      onResult.accept(
          reply instanceof ErrorReply error
              ? new CallResult.Failed<>(error)
              : new CallResult.Answered<>(reply));
    }

    boolean isAskedAgain() {
      return policy.giveUpAfter().toNanos() > policy.waitNanos(0, RandomGenerator.getDefault());
    }
  }

  private final OneCall network = new OneCall();
  private final KeyValueStore<Long> store =
      new KeyValueStore<>(network, KeyValueStore.SEQUENTIAL, Long.class, Duration.ofSeconds(1));
  private Outcome<?> outcome;

  @Test
  void a_read_is_asked_again_until_it_is_answered_and_tells_the_value() {
    store.read("sum", result -> outcome = result);
    assertThat(network.request).isEqualTo(new Read(KEY));
    assertThat(network.isAskedAgain()).isTrue();
    network.answer(new ReadOk(LongNode.valueOf(7)));
    assertThat(outcome).isEqualTo(new Known<>(Optional.of(7L)));
  }

  @Test
  void a_key_without_a_value_is_known_to_have_none() {
    store.read("sum", result -> outcome = result);
    network.answer(new ErrorReply(ErrorCode.KEY_DOES_NOT_EXIST, "not found"));
    assertThat(outcome).isEqualTo(new Known<>(Optional.empty()));
  }

  @Test
  void a_write_is_asked_once_for_the_second_might_undo_what_came_between() {
    store.write("sum", 7L, result -> outcome = result);
    assertThat(network.request).isEqualTo(new Write(KEY, LongNode.valueOf(7)));
    assertThat(network.isAskedAgain()).isFalse();
    network.answer(new WriteOk());
    assertThat(outcome).isEqualTo(new Known<>(true));
  }

  @Test
  void a_swap_is_asked_once_and_tells_whether_the_value_was_as_expected() {
    store.compareAndSet("sum", Optional.of(7L), 8L, result -> outcome = result);
    assertThat(network.request)
        .isEqualTo(new CompareAndSet(KEY, LongNode.valueOf(7), LongNode.valueOf(8), false));
    assertThat(network.isAskedAgain()).isFalse();
    network.answer(new CompareAndSetOk());
    assertThat(outcome).isEqualTo(new Known<>(true));

    store.compareAndSet("sum", Optional.of(7L), 8L, result -> outcome = result);
    network.answer(new ErrorReply(ErrorCode.PRECONDITION_FAILED, "it is 9"));
    assertThat(outcome).isEqualTo(new Known<>(false));

    store.compareAndSet("sum", Optional.of(7L), 8L, result -> outcome = result);
    network.answer(new ErrorReply(ErrorCode.KEY_DOES_NOT_EXIST, "not found"));
    assertThat(outcome).isEqualTo(new Known<>(false));
  }

  @Test
  void a_key_that_is_expected_to_have_no_value_is_made() {
    store.compareAndSet("sum", Optional.empty(), 1L, result -> outcome = result);
    assertThat(network.request)
        .isEqualTo(new CompareAndSet(KEY, NullNode.getInstance(), LongNode.valueOf(1), true));
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMEOUT", "CRASH", "TEMPORARILY_UNAVAILABLE"})
  void an_answer_that_never_came_or_that_says_nothing_leaves_the_outcome_unknown(ErrorCode code) {
    ErrorReply error = new ErrorReply(code, "no");
    store.read("sum", result -> outcome = result);
    network.answer(error);
    assertThat(outcome).isEqualTo(new Unknown<>(error));
    store.write("sum", 1L, result -> outcome = result);
    network.answer(error);
    assertThat(outcome).isEqualTo(new Unknown<>(error));
    store.compareAndSet("sum", Optional.of(0L), 1L, result -> outcome = result);
    network.answer(error);
    assertThat(outcome).isEqualTo(new Unknown<>(error));
  }
}
