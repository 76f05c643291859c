package glomers.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class RealTimeEventLoopTest {

  private final RealTimeEventLoop loop = new RealTimeEventLoop();

  @Test
  void actions_never_run_before_their_time() {
    List<Long> latenesses = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      long dueNanos = TimeUnit.MILLISECONDS.toNanos(5L * i);
      loop.at(dueNanos, () -> latenesses.add(loop.nowNanos() - dueNanos));
    }
    loop.at(TimeUnit.MILLISECONDS.toNanos(30), loop::stop);
    loop.run();
    assertThat(latenesses).hasSize(5).allMatch(lateness -> lateness >= 0);
  }

  @Test
  void what_other_threads_post_runs_on_the_loops_thread() {
    List<Thread> ranOn = new ArrayList<>();
    Thread.ofPlatform()
        .start(() ->
            loop.post(() -> {
              ranOn.add(Thread.currentThread());
              loop.stop();
            }));
    loop.run();
    assertThat(ranOn).containsExactly(Thread.currentThread());
  }
}
