package glomers.bench.suite;

import glomers.bench.suite.Limits.Line;
import glomers.bench.verdict.RunFigures;
import glomers.bench.verdict.Validity;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One scenario's line in the table.
 *
 * @param verdict what it came to, in words
 * @param validity how good that is: not {@link Validity#VALID} if a limit was missed
 * @param figures those to show
 * @param limits what they were held against
 * @param seconds how long it took
 */
public record SuiteRow(
    String name,
    String verdict,
    Validity validity,
    RunFigures figures,
    Limits limits,
    double seconds) {

  /** The line of one run. */
  public static SuiteRow ofRun(
      String name, Validity validity, RunFigures figures, Limits limits, double seconds) {
    boolean isMissed = validity == Validity.VALID && isAnyMissed(limits, figures);
    return new SuiteRow(
        name,
        isMissed ? "OVER LIMIT" : validity.word(),
        isMissed ? Validity.INVALID : validity,
        figures,
        limits,
        seconds);
  }

  /**
   * The line of several seeds: medians, but the worst maximum and the smallest part that succeeded.
   *
   * @param seeds one for each seed
   */
  public static SuiteRow ofSeeds(
      String name, List<RunFigures> seeds, Limits limits, double seconds) {
    long valid = seeds.stream().filter(RunFigures::isValid).count();
    long over = seeds.stream().filter(seed -> seed.isValid() && isAnyMissed(limits, seed)).count();
    boolean isGood = valid == seeds.size() && over == 0;
    RunFigures figures =
        new RunFigures(
            valid == seeds.size(),
            median(seeds, RunFigures::messagesPerOperation),
            median(seeds, RunFigures::bytesPerOperation),
            median(seeds, RunFigures::medianMillis),
            highest(seeds, RunFigures::maxMillis),
            median(seeds, RunFigures::operationMedianMillis),
            highest(seeds, RunFigures::operationMaxMillis),
            lowest(seeds, RunFigures::okFraction));
    return new SuiteRow(
        name,
        valid + " of " + seeds.size() + " valid" + (over == 0 ? "" : ", " + over + " OVER LIMIT"),
        isGood ? Validity.VALID : Validity.INVALID,
        figures,
        limits,
        seconds);
  }

  /** Whether a figure does not keep its limit. */
  public static boolean isAnyMissed(Limits limits, RunFigures figures) {
    return !limits.compare(figures).stream().allMatch(Line::isKept);
  }

  private static double[] sorted(
      List<RunFigures> seeds, Function<RunFigures, OptionalDouble> figure) {
    return seeds.stream()
        .map(figure)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .sorted()
        .toArray();
  }

  /** The middle one of the seeds' figures; of an even number the higher of the two. */
  public static OptionalDouble median(
      List<RunFigures> seeds, Function<RunFigures, OptionalDouble> figure) {
    double[] sorted = sorted(seeds, figure);
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted[sorted.length / 2]);
  }

  private static OptionalDouble highest(
      List<RunFigures> seeds, Function<RunFigures, OptionalDouble> figure) {
    double[] sorted = sorted(seeds, figure);
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted[sorted.length - 1]);
  }

  private static OptionalDouble lowest(
      List<RunFigures> seeds, Function<RunFigures, OptionalDouble> figure) {
    double[] sorted = sorted(seeds, figure);
    return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[0]);
  }
}
