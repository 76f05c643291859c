package glomers.bench.limits;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * A limit in digits: all that it was given with, and no others. Rounded, 1.5 would read 2, and a
 * figure of 1.6 that misses it would seem to keep it.
 */
public final class LimitText {

  private LimitText() {}

  /** For a terminal, for example {@code 1000} or {@code 1.5}. */
  public static String of(double limit) {
    return String.format(Locale.ROOT, "%." + decimals(limit) + "f", limit);
  }

  /** For people's eyes alone, for example {@code 1,000} or {@code 1.5}. */
  public static String grouped(double limit) {
    return String.format(Locale.ROOT, "%,." + decimals(limit) + "f", limit);
  }

  private static int decimals(double limit) {
    return Double.isFinite(limit)
        ? Math.max(0, BigDecimal.valueOf(limit).stripTrailingZeros().scale())
        : 0;
  }
}
