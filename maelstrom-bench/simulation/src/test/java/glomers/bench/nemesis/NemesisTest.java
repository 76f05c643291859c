package glomers.bench.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.engine.Chance;
import glomers.bench.engine.VirtualEventLoop;
import glomers.bench.network.Partition;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class NemesisTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final VirtualEventLoop loop = new VirtualEventLoop();

  private static List<FaultSpan> drawn(double delaySeconds, NemesisKind... kinds) {
    TestOptions options = TestOptions.defaults("echo", 5);
    TestOptions.Adversity adversity =
        new TestOptions.Adversity(
                options.adversity().latency(),
                options.adversity().linkFaults(),
                Set.of(kinds),
                10,
                options.adversity().maxDown())
            .withNemesisDelay(delaySeconds);
    return FaultSchedule.draw(
        options.withAdversity(adversity), (long) ((10_000 + delaySeconds) * SECOND), new Chance(3));
  }

  private void runFor(long seconds) {
    loop.after(TimeUnit.SECONDS.toNanos(seconds), loop::stop);
    loop.run();
  }

  @Test
  void start_and_stop_take_turns_each_after_0_to_twice_the_interval() {
    List<FaultSpan> spans = drawn(0, NemesisKind.PARTITION);
    assertThat(spans).hasSizeBetween(425, 575);
    assertThat(spans.getFirst().startNanos()).as("as on Maelstrom").isZero();
    long before = 0;
    for (FaultSpan span : spans) {
      assertThat(span.startNanos() - before).isBetween(0L, 20 * SECOND);
      assertThat(span.stopNanos() - span.startNanos()).isBetween(0L, 20 * SECOND);
      assertThat(span.partition().cutsAnything()).isTrue();
      before = span.stopNanos();
    }
  }

  @Test
  void a_fault_that_does_not_begin_at_once_begins_after_0_to_twice_the_interval() {
    assertThat(drawn(0, NemesisKind.KILL).getFirst().startNanos()).isBetween(1L, 20 * SECOND);
  }

  @Test
  void a_delay_moves_the_whole_schedule_and_changes_no_draw() {
    List<FaultSpan> atOnce = drawn(0, NemesisKind.values());
    assertThat(drawn(7.5, NemesisKind.values()))
        .isEqualTo(
            atOnce.stream()
                .map(span ->
                    span.at(span.startNanos() + 7_500_000_000L, span.stopNanos() + 7_500_000_000L))
                .toList());
  }

  @Test
  void one_kind_of_fault_shifts_no_time_of_another() {
    List<FaultSpan> both = drawn(0, NemesisKind.PARTITION, NemesisKind.KILL);
    assertThat(both.stream().filter(span -> span.kind() == NemesisKind.PARTITION).toList())
        .isEqualTo(drawn(0, NemesisKind.PARTITION));
  }

  @Test
  void a_drawn_schedule_never_takes_more_than_a_minority_down() {
    Set<String> down = new LinkedHashSet<>();
    List<FaultSpan> spans = drawn(0, NemesisKind.KILL, NemesisKind.PAUSE);
    spans.forEach(span -> {
      loop.at(span.startNanos(), () -> down.addAll(span.nodes()));
      loop.at(span.startNanos(), () -> assertThat(down).hasSizeLessThanOrEqualTo(2));
      loop.at(span.stopNanos(), () -> down.removeAll(span.nodes()));
    });
    runFor(11_000);
    assertThat(spans).anyMatch(span -> span.nodes().size() == 2);
  }

  @Test
  void healing_puts_right_what_is_wrong_and_nothing_follows() {
    Fault named =
        new Fault() {
          @Override
          public Deed start(FaultSpan span) {
            return Deed.of("broken");
          }

          @Override
          public Deed stop(FaultSpan span) {
            return Deed.of("whole");
          }
        };
    Partition cut = new Partition(Map.of("n0", Set.of("n1")));
    Nemesis nemesis =
        new Nemesis(
            loop,
            loop::nowNanos,
            Map.of(NemesisKind.PARTITION, named),
            List.of(
                new FaultSpan(SECOND, 2 * SECOND, cut, "one"),
                new FaultSpan(30 * SECOND, 60 * SECOND, cut, "one"),
                new FaultSpan(70 * SECOND, 80 * SECOND, cut, "one")));
    nemesis.start();
    runFor(45);
    assertThat(nemesis.present()).isEqualTo("broken");
    nemesis.heal();
    assertThat(nemesis.present()).isEmpty();
    assertThat(nemesis.events().stream().map(FaultEvent::isStart).toList())
        .containsExactly(true, false, true, false);
    runFor(1_000);
    assertThat(nemesis.events()).hasSize(4);
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
          budget);
  private final Fault pause =
      NodeFault.pause(node -> assertThat(down.add(node)).isTrue(), down::remove, budget);

  private FaultSpan killed = new FaultSpan(NemesisKind.KILL, 0, 0, nodes);
  private FaultSpan paused = new FaultSpan(NemesisKind.PAUSE, 0, 0, nodes);

  private static List<String> shuffled(List<String> nodes, SplittableRandom random) {
    return Shuffles.shuffled(nodes, random).subList(0, 1 + random.nextInt(nodes.size()));
  }

  private void killSome(SplittableRandom random) {
    killed = new FaultSpan(NemesisKind.KILL, 0, 0, shuffled(nodes, random));
    kill.start(killed);
  }

  private void pauseSome(SplittableRandom random) {
    paused = new FaultSpan(NemesisKind.PAUSE, 0, 0, shuffled(nodes, random));
    pause.start(paused);
  }

  @Test
  void kill_and_pause_together_never_take_more_than_the_budget_down() {
    List<Integer> downCounts = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(3);
    boolean areKilled = false;
    boolean arePaused = false;
    for (int i = 0; i < 1_000; i++) {
      if (random.nextBoolean()) {
        if (areKilled) {
          kill.stop(killed);
        } else {
          killSome(random);
        }
        areKilled = !areKilled;
      } else {
        if (arePaused) {
          pause.stop(paused);
        } else {
          pauseSome(random);
        }
        arePaused = !arePaused;
      }
      downCounts.add(down.size());
      runFor(random.nextInt(5));
    }
    assertThat(downCounts).contains(0, 1, 2).allMatch(count -> count <= 2);
  }

  @Test
  void nodes_that_lost_their_memory_count_until_all_have_been_up_and_connected_for_a_while() {
    Set<String> ever = new HashSet<>();
    SplittableRandom random = new SplittableRandom(1);
    isConnected = false;
    for (int i = 0; i < 50; i++) {
      killSome(random);
      ever.addAll(down);
      runFor(10);
      kill.stop(killed);
      runFor(10);
    }
    assertThat(ever).as("the partition never ended").hasSize(2);

    isConnected = true;
    budget.disturbed();
    runFor(1);
    for (int i = 0; i < 50; i++) {
      killSome(random);
      ever.addAll(down);
      kill.stop(killed);
    }
    assertThat(ever).as("too soon").hasSize(2);

    for (int i = 0; i < 50; i++) {
      runFor(3);
      killSome(random);
      ever.addAll(down);
      kill.stop(killed);
    }
    assertThat(ever).hasSize(5);
  }
}
