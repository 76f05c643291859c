package glomers.bench.swarm;

import glomers.bench.engine.Chance;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Draws of one seed. Each has a name and a source of its own, so that none shifts another.
 *
 * @param chance the seed's
 */
record Draws(Chance chance) {

  /** Whether something is to be, with the given probability. */
  boolean happens(String name, double probability) {
    return chance.source("swarm: whether " + name).nextDouble() < probability;
  }

  /** A number whose logarithm is evenly distributed, to two digits. */
  double magnitude(String name, double min, double max) {
    double even = chance.source("swarm: magnitude of " + name).nextDouble();
    double drawn = min * Math.pow(max / min, even);
    return new BigDecimal(drawn).round(new MathContext(2, RoundingMode.HALF_UP)).doubleValue();
  }

  /** A whole number whose logarithm is evenly distributed, both ends included. */
  long count(String name, long min, long max) {
    double even = chance.source("swarm: count of " + name).nextDouble();
    double drawn = (min + 1) * Math.pow((max + 2.0) / (min + 1), even) - 1;
    return Math.clamp((long) drawn, min, max);
  }

  /** One of some values, each as likely as the others. */
  <T> T oneOf(String name, List<T> values) {
    return values.get(chance.source("swarm: choice of " + name).nextInt(values.size()));
  }

  /** A number as one writes it on a command line. */
  static String text(double number) {
    return new BigDecimal(number)
        .round(new MathContext(3, RoundingMode.HALF_UP))
        .stripTrailingZeros()
        .toPlainString();
  }
}
