package glomers.uniqueids;

import java.util.HexFormat;

/**
 * Makes identifiers of the form {@code time-incarnation-sequence}, for example {@code
 * 019a2b3c4d5e-n1@1oif63x2i8glb-2a}.
 *
 * <p>Unique because
 *
 * <ul>
 *   <li>two nodes differ in their name, with which that of an incarnation begins: the cluster gives
 *       it out once;
 *   <li>two incarnations of one node differ in the 64 random bits of their names: see {@link
 *       glomers.core.node.Context#incarnation};
 *   <li>two identifiers of one incarnation differ in their sequence number.
 * </ul>
 *
 * <p>Roughly time-ordered: the time stands first, in a fixed number of digits, and never runs
 * backwards within one incarnation, even if the clock does. No identifier's uniqueness rests on a
 * clock. Not thread-safe.
 */
final class IdGenerator {

  /** 48 bits of milliseconds last until the year 10889. */
  private static final int TIME_DIGITS = 12;

  private final HexFormat hex = HexFormat.of();
  private final String incarnation;
  private long latestMillis;
  private long sequence;

  IdGenerator(String incarnation) {
    this.incarnation = incarnation;
  }

  String next(long wallClockMillis) {
    latestMillis = Math.max(latestMillis, wallClockMillis);
    String time = hex.toHexDigits(latestMillis, TIME_DIGITS);
    return time + "-" + incarnation + "-" + Long.toHexString(sequence++);
  }
}
