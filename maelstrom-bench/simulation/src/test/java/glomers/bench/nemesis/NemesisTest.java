package glomers.bench.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.engine.Chance;
import glomers.bench.engine.VirtualEventLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class NemesisTest {

  private final VirtualEventLoop loop = new VirtualEventLoop();

  private record NamedFault(String name) implements Fault {
    @Override
    public boolean beginsAtOnce() {
      return name.equals("x");
    }

    @Override
    public Deed start() {
      return Deed.of("broken");
    }

    @Override
    public Deed stop() {
      return Deed.of("whole");
    }
  }

  private void runFor(long seconds) {
    loop.after(TimeUnit.SECONDS.toNanos(seconds), loop::stop);
    loop.run();
  }

  @Test
  void start_and_stop_take_turns_each_after_0_to_twice_the_interval() {
    Nemesis nemesis =
        new Nemesis(loop, loop::nowNanos, List.of(new NamedFault("x")), 10, 0, new Chance(3));
    nemesis.start();
    runFor(10_000);
    List<FaultEvent> events = nemesis.events();
    assertThat(events).hasSizeBetween(850, 1150);
    assertThat(events.getFirst().timeNanos()).as("as a partition does").isZero();
    for (int i = 1; i < events.size(); i++) {
      assertThat(events.get(i).isStart()).isEqualTo(i % 2 == 0);
      assertThat(events.get(i).timeNanos() - events.get(i - 1).timeNanos())
          .isBetween(0L, TimeUnit.SECONDS.toNanos(20));
    }
  }

  @Test
  void a_fault_that_does_not_begin_at_once_begins_after_0_to_twice_the_interval() {
    Nemesis nemesis =
        new Nemesis(loop, loop::nowNanos, List.of(new NamedFault("y")), 10, 0, new Chance(3));
    nemesis.start();
    runFor(100);
    assertThat(nemesis.events().getFirst().timeNanos()).isBetween(1L, TimeUnit.SECONDS.toNanos(20));
  }

  private List<FaultEvent> eventsAfterADelayOf(double seconds) {
    var ownLoop = new VirtualEventLoop();
    var faults = List.<Fault>of(new NamedFault("x"), new NamedFault("y"));
    var nemesis = new Nemesis(ownLoop, ownLoop::nowNanos, faults, 10, seconds, new Chance(3));
    nemesis.start();
    ownLoop.after((long) ((300 + seconds) * 1e9), ownLoop::stop);
    ownLoop.run();
    return nemesis.events();
  }

  @Test
  void a_delay_moves_the_whole_schedule_and_changes_no_draw() {
    List<FaultEvent> atOnce = eventsAfterADelayOf(0);
    List<FaultEvent> delayed = eventsAfterADelayOf(7.5);
    assertThat(atOnce).hasSizeGreaterThan(20);
    assertThat(delayed)
        .isEqualTo(
            atOnce.stream()
                .map(event ->
                    new FaultEvent(
                        event.timeNanos() + 7_500_000_000L,
                        event.fault(),
                        event.isStart(),
                        event.description(),
                        event.nodes()))
                .toList());
  }

  @Test
  void healing_puts_right_what_is_wrong_and_nothing_follows() {
    Nemesis nemesis =
        new Nemesis(
            loop,
            loop::nowNanos,
            List.of(new NamedFault("x"), new NamedFault("y")),
            10,
            0,
            new Chance(3));
    nemesis.start();
    runFor(45);
    nemesis.heal();
    int count = nemesis.events().size();
    assertThat(nemesis.present()).isEmpty();
    assertThat(nemesis.events().stream().filter(FaultEvent::isStart).count() * 2).isEqualTo(count);
    runFor(1_000);
    assertThat(nemesis.events()).hasSize(count);
  }

  private final List<String> nodes = List.of("n0", "n1", "n2", "n3", "n4");
  private final Set<String> down = new HashSet<>();
  private boolean isConnected = true;
  private final DownBudget budget = new DownBudget(nodes, 2, loop, () -> isConnected);
  private final Fault kill =
      NodeFault.kill(
          node -> assertThat(down.add(node)).isTrue(),
          (node, onUp) -> {
            down.remove(node);
            onUp.run();
          },
          budget,
          new SplittableRandom(1));
  private final Fault pause =
      NodeFault.pause(
          node -> assertThat(down.add(node)).isTrue(),
          down::remove,
          budget,
          new SplittableRandom(2));

  @Test
  void kill_and_pause_together_never_take_more_than_the_budget_down() {
    List<Integer> downCounts = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(3);
    boolean killed = false;
    boolean paused = false;
    for (int i = 0; i < 1_000; i++) {
      if (random.nextBoolean()) {
        Fault.Deed unused = killed ? kill.stop() : kill.start();
        killed = !killed;
      } else {
        Fault.Deed unused = paused ? pause.stop() : pause.start();
        paused = !paused;
      }
      downCounts.add(down.size());
      runFor(random.nextInt(5));
    }
    assertThat(downCounts).contains(0, 1, 2).allMatch(count -> count <= 2);
  }

  @Test
  void nodes_that_lost_their_memory_count_until_all_have_been_up_and_connected_for_a_while() {
    Set<String> ever = new HashSet<>();
    isConnected = false;
    for (int i = 0; i < 50; i++) {
      kill.start();
      ever.addAll(down);
      runFor(10);
      kill.stop();
      runFor(10);
    }
    assertThat(ever).as("the partition never ended").hasSize(2);

    isConnected = true;
    budget.disturbed();
    runFor(1);
    for (int i = 0; i < 50; i++) {
      kill.start();
      ever.addAll(down);
      kill.stop();
    }
    assertThat(ever).as("too soon").hasSize(2);

    for (int i = 0; i < 50; i++) {
      runFor(3);
      kill.start();
      ever.addAll(down);
      kill.stop();
    }
    assertThat(ever).hasSize(5);
  }
}
