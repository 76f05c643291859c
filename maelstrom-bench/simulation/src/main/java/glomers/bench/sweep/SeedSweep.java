package glomers.bench.sweep;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tests, each with a number of seeds, on all cores. All of them share one queue, so that no core
 * waits for a test's last seed.
 *
 * @param tests what to test, each with its first seed
 * @param seeds how many seeds of each
 * @param shard which part of all of them to simulate
 */
public record SeedSweep(List<SeedTest> tests, int seeds, Shard shard) {

  /** A sweep that is not parted. */
  public SeedSweep(List<SeedTest> tests, int seeds) {
    this(tests, seeds, Shard.WHOLE);
  }

  /**
   * What they come to: all seeds of the first test, then those of the next, and of these the
   * shard's alone. Close it if it is not read to its end.
   *
   * @param done told of a test, by its place, whenever one of its seeds is done, in that seed's
   *     thread
   */
  public Stream<SeedOutcome> outcomes(IntConsumer done) {
    return SeedPool.inOrder(
        IntStream.range(0, shard.size(tests.size() * seeds))
            .map(shard::place)
            .mapToObj(place -> outcome(place / seeds, place % seeds, done))
            .iterator());
  }

  /** How many seeds of a test, by its place, the shard has. */
  public int seedsOf(int test) {
    return (int) IntStream.range(test * seeds, (test + 1) * seeds).filter(shard::has).count();
  }

  private Supplier<SeedOutcome> outcome(int place, int seed, IntConsumer done) {
    SeedTest test = tests.get(place);
    return () -> {
      SeedOutcome outcome =
          test.withSeed(test.options().seed() + seed).outcome(Repetition.inSweep(seed));
      done.accept(place);
      return outcome;
    };
  }
}
