package glomers.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SeedPoolTest {

  /** Waits until it is interrupted. */
  private static String sleep() {
    try {
      new CountDownLatch(1).await();
      return "woken";
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  @Test
  void what_seeds_come_to_is_told_in_their_order_whichever_is_done_first() {
    List<Supplier<Integer>> seeds =
        IntStream.range(0, 200)
            .<Supplier<Integer>>mapToObj(place ->
                () -> {
                  Thread.yield();
                  return place;
                })
            .toList();
    try (Stream<Integer> results = SeedPool.inOrder(seeds.iterator())) {
      assertThat(results).containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
    }
  }

  @Test
  void a_seed_that_breaks_is_told_of_when_it_is_its_turn() {
    List<Supplier<String>> seeds =
        List.of(
            () -> "whole",
            () -> {
              throw new IllegalStateException("broken");
            });
    try (Stream<String> results = SeedPool.inOrder(seeds.iterator())) {
      var inOrder = results.iterator();
      assertThat(inOrder.next()).isEqualTo("whole");
      assertThatThrownBy(inOrder::next).hasMessage("broken");
    }
  }

  @Test
  void a_seed_that_takes_too_long_is_interrupted_and_the_others_go_on() {
    List<Supplier<String>> seeds = List.of(SeedPoolTest::sleep, () -> "quick");
    try (Stream<String> results = SeedPool.inOrder(seeds.iterator(), 1, place -> "given up")) {
      assertThat(results).containsExactly("interrupted", "quick");
    }
  }

  @Test
  void who_has_seen_enough_ends_what_is_under_way_and_begins_no_more() throws InterruptedException {
    int others = SeedPool.cores();
    var begun = new AtomicInteger();
    var ended = new CountDownLatch(others);
    Supplier<String> sleeping =
        () -> {
          String how = sleep();
          ended.countDown();
          return how;
        };
    Stream<Supplier<String>> endless =
        Stream.generate(() -> begun.getAndIncrement() == 0 ? () -> "enough" : sleeping);
    try (Stream<String> results = SeedPool.inOrder(endless.iterator())) {
      assertThat(results.findFirst()).contains("enough");
    }
    // One more was begun where the first had been.
    ended.await();
    assertThat(begun.get()).isEqualTo(others + 1);
  }
}
