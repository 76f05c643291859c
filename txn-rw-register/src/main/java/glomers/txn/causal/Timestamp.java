package glomers.txn.causal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Where a write set stands in the one order that all nodes agree on: of two versions of a key, the
 * one with the higher timestamp wins. On the wire a JSON array.
 *
 * @param time the {@link HybridClock}'s reading
 * @param incarnation which incarnation of a node wrote it: breaks ties between clocks that read the
 *     same
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"time", "incarnation"})
public record Timestamp(
    @JsonProperty(required = true) long time, @JsonProperty(required = true) String incarnation)
    implements Comparable<Timestamp> {

  @Override
  public int compareTo(Timestamp other) {
    int byTime = Long.compare(time, other.time);
    return byTime != 0 ? byTime : incarnation.compareTo(other.incarnation);
  }
}
