package glomers.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.core.node.Context;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VirtualEventLoopTest {

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final List<String> told = new ArrayList<>();

  private Runnable say(String word) {
    return () -> told.add(word + "@" + loop.nowNanos());
  }

  @Test
  void actions_run_in_the_order_of_their_times_and_at_one_time_in_the_order_of_scheduling() {
    loop.at(20, say("c"));
    loop.at(10, say("a"));
    loop.at(10, say("b"));
    loop.at(30, loop::stop);
    loop.run();
    assertThat(told).containsExactly("a@10", "b@10", "c@20");
  }

  @Test
  void the_past_is_now() {
    loop.at(50, () -> loop.at(10, say("late")));
    loop.at(60, loop::stop);
    loop.run();
    assertThat(told).containsExactly("late@50");
  }

  @Test
  void a_cancelled_action_does_not_run() {
    Context.Timer scheduled = loop.at(10, say("never"));
    loop.at(5, scheduled::cancel);
    loop.at(20, loop::stop);
    loop.run();
    assertThat(told).isEmpty();
  }

  @Test
  void an_action_is_never_run_by_the_call_that_schedules_it() {
    loop.at(
        1,
        () -> {
          loop.after(0, say("second"));
          told.add("first");
        });
    loop.at(2, loop::stop);
    loop.run();
    assertThat(told).containsExactly("first", "second@1");
  }

  @Test
  void a_delay_too_long_to_be_added_never_comes() {
    loop.at(10, () -> loop.after(Long.MAX_VALUE, say("never")));
    loop.at(20, loop::stop);
    loop.run();
    assertThat(told).isEmpty();
  }

  @Test
  void a_simulation_that_can_never_end_says_so() {
    loop.at(10, say("only"));
    assertThatThrownBy(loop::run).isInstanceOf(IllegalStateException.class);
  }
}
