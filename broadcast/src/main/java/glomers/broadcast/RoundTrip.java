package glomers.broadcast;

/**
 * An estimate of the round-trip time to one peer: a smoothed mean and a smoothed deviation
 * (Jacobson, "Congestion Avoidance and Control", SIGCOMM 1988; RFC 6298, section 2).
 */
final class RoundTrip {

  private final double minMarginMillis;
  private double smoothedMillis = -1;
  private double deviationMillis;

  /**
   * An estimate of nothing yet.
   *
   * @param minMarginMillis how much later than expected an answer may always come
   */
  RoundTrip(double minMarginMillis) {
    this.minMarginMillis = minMarginMillis;
  }

  void observe(long nanos) {
    double millis = nanos / 1e6;
    if (millis < 0) {
      throw new IllegalArgumentException("a round trip cannot take " + millis + " ms");
    }
    if (smoothedMillis < 0) {
      smoothedMillis = millis;
      deviationMillis = millis / 8;
    } else {
      deviationMillis += (Math.abs(smoothedMillis - millis) - deviationMillis) / 4;
      smoothedMillis += (millis - smoothedMillis) / 8;
    }
  }

  /** Whether anything was observed yet. */
  boolean isKnown() {
    return smoothedMillis >= 0;
  }

  /**
   * A time that a round trip will hardly exceed, in milliseconds; 0 if nothing was observed yet.
   */
  double upperMillis() {
    return isKnown() ? smoothedMillis + Math.max(minMarginMillis, 4 * deviationMillis) : 0;
  }
}
