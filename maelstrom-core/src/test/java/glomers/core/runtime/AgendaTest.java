package glomers.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.node.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AgendaTest {

  private final Agenda agenda = new Agenda();
  private final List<String> done = new ArrayList<>();

  @Test
  void what_is_due_at_one_time_is_done_in_the_order_in_which_it_was_added() {
    agenda.add(5, () -> done.add("b"));
    agenda.add(3, () -> done.add("a"));
    agenda.add(5, () -> done.add("c"));

    agenda.runDue(4);
    assertThat(done).containsExactly("a");
    assertThat(agenda.nextTimeNanos()).isEqualTo(5);
    agenda.runDue(5);
    assertThat(done).containsExactly("a", "b", "c");
    assertThat(agenda.nextTimeNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void what_is_added_meanwhile_waits_for_the_next_time() {
    agenda.add(1, () -> agenda.add(1, () -> done.add("again")));

    agenda.runDue(1);
    assertThat(done).isEmpty();
    agenda.runDue(1);
    assertThat(done).containsExactly("again");
  }

  @Test
  void what_is_cancelled_leaves_at_once_and_the_rest_keeps_its_order() {
    Random random = new Random(1);
    List<Long> left = new ArrayList<>();
    List<Long> run = new ArrayList<>();
    List<Context.Timer> cancelled = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      long time = random.nextInt(300);
      Context.Timer timer = agenda.add(time, () -> run.add(time));
      if (random.nextBoolean()) {
        cancelled.add(timer);
      } else {
        left.add(time);
      }
      if (i % 3 == 0 && !cancelled.isEmpty()) {
        cancelled.remove(random.nextInt(cancelled.size())).cancel();
      }
    }
    cancelled.forEach(Context.Timer::cancel);
    cancelled.forEach(Context.Timer::cancel);

    assertThat(agenda.size()).isEqualTo(left.size());
    agenda.runDue(300);
    left.sort(Comparator.naturalOrder());
    assertThat(run).isEqualTo(left);
  }
}
