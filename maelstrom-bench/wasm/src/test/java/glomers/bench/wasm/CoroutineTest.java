package glomers.bench.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The two kinds of coroutines are alike in all but speed. */
final class CoroutineTest {

  private static List<String> trace(Function<Runnable, Coroutine> kind) {
    List<String> trace = new ArrayList<>();
    AtomicReference<Coroutine> self = new AtomicReference<>();
    self.set(
        kind.apply(() -> {
          for (int i = 0; i < 3; i++) {
            trace.add("body " + i);
            self.get().pause();
          }
        }));
    for (int i = 0; i < 4; i++) {
      trace.add("driver " + i);
      self.get().resume();
    }
    return trace;
  }

  @Test
  void driver_and_body_take_turns_on_whatever_they_are_made_of() {
    assertThat(ContinuationCoroutine.areOffered()).isTrue();
    assertThat(trace(ContinuationCoroutine::new))
        .containsExactly(
            "driver 0", "body 0", "driver 1", "body 1", "driver 2", "body 2", "driver 3")
        .isEqualTo(trace(ThreadCoroutine::new));
  }

  @Test
  void the_thread_of_one_that_is_dropped_ends() throws InterruptedException {
    AtomicReference<Coroutine> self = new AtomicReference<>();
    AtomicReference<Thread> thread = new AtomicReference<>();
    self.set(
        new ThreadCoroutine(() -> {
          thread.set(Thread.currentThread());
          self.get().pause();
        }));
    self.get().resume();
    self.get().drop();
    thread.get().join(10_000);
    assertThat(thread.get().isAlive()).isFalse();
  }
}
