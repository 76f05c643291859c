package glomers.bench.merge;

import glomers.bench.suite.Limits;
import glomers.bench.suite.SuiteRow;
import glomers.bench.swarm.Coverage;
import glomers.bench.verdict.RunFigures;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The shards of one sweep, put together in any order. A seed that comes twice counts once. */
public final class MergedSweep {

  private final Map<String, Merged> tests = new LinkedHashMap<>();
  private final Coverage coverage = new Coverage(List.of());
  private String sweep = "";
  private boolean hasFeatures;
  private long undecided;
  private long repeated;

  /** The seeds of one test. */
  private static final class Merged {
    private final SeedLine.Test test;
    private final BitSet places = new BitSet();
    private final List<RunFigures> figures = new ArrayList<>();
    private final List<SeedLine> failures = new ArrayList<>();
    private double seconds;

    Merged(SeedLine.Test test) {
      this.test = test;
    }

    int missing() {
      return Math.max(0, test.seeds() - places.cardinality());
    }
  }

  /**
   * Adds a seed.
   *
   * @throws IllegalArgumentException if it belongs to another sweep than those before
   */
  public void add(SeedLine line) {
    if (sweep.isEmpty()) {
      sweep = line.sweep();
    }
    if (!sweep.equals(line.sweep())) {
      throw new IllegalArgumentException(
          "these are shards of two sweeps, '" + sweep + "' and '" + line.sweep() + "'");
    }
    Merged merged =
        tests.computeIfAbsent(
            line.test(),
            name ->
                new Merged(
                    new SeedLine.Test(sweep, name, line.order(), line.seeds(), line.limits())));
    if (merged.places.get(line.place())) {
      repeated++;
      return;
    }
    merged.places.set(line.place());
    merged.figures.add(line.figures());
    merged.seconds += line.seconds();
    undecided += line.isUndecided() ? 1 : 0;
    hasFeatures |= !line.features().isEmpty();
    coverage.add(line.features(), line.findings());
    if (hasFeatures ? !line.findings().isEmpty() : !line.isGood()) {
      merged.failures.add(line);
    }
  }

  /** Whether there was nothing to put together. */
  public boolean isEmpty() {
    return tests.isEmpty();
  }

  /** How many seeds there are. */
  public int seeds() {
    return tests.values().stream().mapToInt(test -> test.places.cardinality()).sum();
  }

  /** How many seeds of those that the sweep has are in no shard's lines. */
  public int missing() {
    return tests.values().stream().mapToInt(Merged::missing).sum();
  }

  /** How many lines were of a seed that was there already. */
  public long repeated() {
    return repeated;
  }

  /** How many seeds said nothing. */
  public long undecided() {
    return undecided;
  }

  /** The seeds that failed, or missed a limit: by test, and there by seed. */
  public List<SeedLine> failures() {
    return inOrder().stream()
        .flatMap(test -> test.failures.stream().sorted(Comparator.comparingInt(SeedLine::place)))
        .toList();
  }

  /** A row for each test; none for a swarm, whose tests are all different. */
  public List<SuiteRow> rows() {
    return hasFeatures
        ? List.of()
        : inOrder().stream()
            .map(test ->
                SuiteRow.ofSeeds(test.test.name(), test.figures, test.test.limits(), test.seconds))
            .toList();
  }

  /** What a swarm covered, a line each; nothing for another sweep. */
  public List<String> coverage() {
    return hasFeatures ? coverage.table() : List.of();
  }

  /** What was found, a line each. */
  public List<String> findings() {
    return coverage.findings();
  }

  /** What is missing, a line each test. */
  public List<String> gaps() {
    return inOrder().stream()
        .filter(test -> test.missing() > 0)
        .map(test ->
            String.format(
                Locale.ROOT,
                "%s: %,d of %,d seeds are missing, the first is number %,d",
                test.test.name(),
                test.missing(),
                test.test.seeds(),
                test.places.nextClearBit(0) + 1))
        .toList();
  }

  private List<Merged> inOrder() {
    return tests.values().stream()
        .sorted(Comparator.comparingInt(test -> test.test.order()))
        .toList();
  }

  /** A test without limits. */
  public static SeedLine.Test unlimited(String sweep, String name, int seeds) {
    return new SeedLine.Test(sweep, name, 0, seeds, Limits.NONE);
  }
}
