package glomers.txn;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Where a write set stands in the one order that all replicas agree on: of two versions of a key,
 * the one with the higher timestamp wins. On the wire a JSON array.
 *
 * @param time the {@link HybridClock}'s reading
 * @param origin the incarnation of a node that wrote it: breaks ties between clocks that read the
 *     same
 * @param step its place among the write sets of one transaction; 0 where a transaction has only one
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"time", "origin", "step"})
public record Timestamp(
    @JsonProperty(required = true) long time,
    @JsonProperty(required = true) String origin,
    @JsonProperty(required = true) int step)
    implements Comparable<Timestamp> {

  @Override
  public int compareTo(Timestamp other) {
    int byTime = Long.compare(time, other.time);
    if (byTime != 0) {
      return byTime;
    }
    int byOrigin = origin.compareTo(other.origin);
    return byOrigin != 0 ? byOrigin : Integer.compare(step, other.step);
  }
}
