package glomers.broadcast.hub;

import glomers.core.gossip.OriginLogs;
import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import glomers.core.message.WireSize;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * All values that a node has seen, as a set to read and as logs to compare: one log for each
 * incarnation of each node, with the values that clients gave to it. And what each peer was last
 * heard to know. Not thread-safe.
 */
final class Knowledge {

  private final String incarnation;
  private final OriginLogs<JsonNode> logs = new OriginLogs<>(WireSize::of);
  private final Set<JsonNode> values = new LinkedHashSet<>();
  private final Map<String, VersionVector> knownByPeer = new HashMap<>();

  /**
   * An empty knowledge.
   *
   * @param incarnation this node's; its log bears the name. Were it to go on with a former one's
   *     log, places in it would be taken twice
   */
  Knowledge(String incarnation) {
    this.incarnation = incarnation;
  }

  /**
   * Stores a client's value. A value that is known already, as after a client's retry, is stored
   * once.
   */
  boolean add(JsonNode value) {
    boolean isNew = values.add(value);
    if (isNew) {
      logs.append(incarnation, value);
    }
    return isNew;
  }

  /** Takes what a peer says. Returns whether anything in it was new. */
  boolean learn(String peer, HubMessage message) {
    // Not a maximum: a peer that was restarted knows less than it did, and wants to be told again.
    knownByPeer.put(peer, message.known());
    boolean learned = false;
    for (Segment<JsonNode> segment : message.news()) {
      List<JsonNode> fresh = logs.accept(segment);
      values.addAll(fresh);
      learned |= !fresh.isEmpty();
    }
    return learned;
  }

  /** What this node knows; a copy. */
  VersionVector known() {
    return logs.known();
  }

  /** Whether this node knows anything that one with the given knowledge lacks. */
  boolean hasNewsFor(VersionVector other) {
    return logs.hasNewsFor(other);
  }

  /** What a node with the given knowledge lacks, as far as it fits into a message. */
  List<Segment<JsonNode>> newsFor(VersionVector other) {
    return logs.missingFrom(other, WireSize.MAX_MESSAGE_BYTES);
  }

  /** What the peer was last heard to know. */
  VersionVector knownBy(String peer) {
    return knownByPeer.computeIfAbsent(peer, name -> new VersionVector());
  }

  /** All values, in the order in which they became known; a view. */
  Collection<JsonNode> values() {
    return Collections.unmodifiableSet(values);
  }
}
