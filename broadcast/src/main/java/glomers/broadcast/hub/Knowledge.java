package glomers.broadcast.hub;

import glomers.core.gossip.OriginLogs;
import glomers.core.gossip.OriginLogs.News;
import glomers.core.gossip.OriginLogs.Place;
import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import glomers.core.message.WireSize;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * All values that a node has seen, as a set to read and as logs to compare: one log for each
 * incarnation of each node, with the values that clients gave to it. Not thread-safe.
 */
final class Knowledge {

  private final String incarnation;
  private final OriginLogs<JsonNode> logs = new OriginLogs<>(WireSize::of);
  private final Set<JsonNode> values = new LinkedHashSet<>();

  /**
   * An empty knowledge.
   *
   * @param incarnation this node's; its log bears the name. Were it to go on with a former one's
   *     log, places in it would be taken twice
   */
  Knowledge(String incarnation) {
    this.incarnation = incarnation;
  }

  /** Whose knowledge it is. */
  String incarnation() {
    return incarnation;
  }

  /**
   * Stores a client's value. A value that is known already, as after a client's retry, is stored
   * once.
   *
   * @return what others lack now: nothing if the value was known
   */
  List<Segment<JsonNode>> add(JsonNode value) {
    if (!values.add(value)) {
      return List.of();
    }
    long index = logs.append(incarnation, value);
    return List.of(new Segment<>(incarnation, index, List.of(value)));
  }

  /** Takes what a peer tells. Returns whether anything in it was new. */
  boolean learn(List<Segment<JsonNode>> news) {
    boolean learned = false;
    for (Segment<JsonNode> segment : news) {
      List<JsonNode> fresh = logs.accept(segment);
      values.addAll(fresh);
      learned |= !fresh.isEmpty();
    }
    return learned;
  }

  /** How much this node knows: it counts up with everything that is new here. */
  int version() {
    return logs.version();
  }

  /** What became known after the given version, before anything else did. */
  Place placeAfter(int version) {
    return logs.placeAfter(version);
  }

  /** What became known since the given version, as far as it fits into a message. */
  News<JsonNode> newsSince(int version, Predicate<Place> isThere) {
    return logs.newsSince(version, isThere, WireSize.MAX_MESSAGE_BYTES);
  }

  /** All that this node knows, for one who knows none of its versions; a copy. */
  VersionVector vector() {
    return logs.known();
  }

  /** Whether this node knows all that the given vector knows. */
  boolean covers(VersionVector other) {
    return logs.covers(other);
  }

  /** All values, in the order in which they became known; a view. */
  Collection<JsonNode> values() {
    return Collections.unmodifiableSet(values);
  }
}
