package glomers.core.log;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;

/**
 * A place in a log, between two entries, and what came right before it.
 *
 * <p>By the log matching property (Ongaro, Ousterhout, "In Search of an Understandable Consensus
 * Algorithm", 2014, section 5.3) two logs that both have a position are equal up to it. The order
 * of positions is the one in which elections compare the ends of logs (section 5.4.1): of two logs
 * the one with the greater end holds every acknowledged record that the other holds.
 *
 * @param epoch the epoch of the entry before the place; 0 at a log's very beginning
 * @param offset how many entries stand before the place
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"epoch", "offset"})
public record Position(long epoch, long offset) implements Comparable<Position> {

  /** Where every log begins. */
  public static final Position START = new Position(0, 0);

  private static final Comparator<Position> UP_TO_DATE =
      Comparator.comparingLong(Position::epoch).thenComparingLong(Position::offset);

  @Override
  public int compareTo(Position other) {
    return UP_TO_DATE.compare(this, other);
  }
}
