package glomers.uniqueids;

import java.util.HexFormat;

/**
 * Makes identifiers of the form {@code time-node-incarnation-sequence}, for example {@code
 * 019a2b3c4d5e-n1-6f1de0a49b4c7d21-2a}.
 *
 * <p>Unique because
 *
 * <ul>
 *   <li>two nodes differ in their name, which the cluster gives out once;
 *   <li>two lives of one node differ in their incarnation, 64 bits drawn at its start: with 1,000
 *       restarts the chance that any two agree is about 3 in 10^14, and even then the times would
 *       have to agree;
 *   <li>two identifiers of one life differ in their sequence number.
 * </ul>
 *
 * <p>Roughly time-ordered: the time stands first, in a fixed number of digits, and never runs
 * backwards within one life, even if the clock does. No identifier's uniqueness rests on a clock.
 * Not thread-safe.
 */
final class IdGenerator {

  /** 48 bits of milliseconds last until the year 10889. */
  private static final int TIME_DIGITS = 12;

  private final HexFormat hex = HexFormat.of();
  private final String origin;
  private long latestMillis;
  private long sequence;

  IdGenerator(String node, long incarnation) {
    this.origin = "-" + node + "-" + hex.toHexDigits(incarnation) + "-";
  }

  String next(long wallClockMillis) {
    latestMillis = Math.max(latestMillis, wallClockMillis);
    return hex.toHexDigits(latestMillis, TIME_DIGITS) + origin + Long.toHexString(sequence++);
  }
}
