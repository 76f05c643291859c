package glomers.kafka;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The latest message of a kind from each node, such as its vote: a quorum in the making. What comes
 * from an incarnation that is known to have ended does not count.
 */
final class Ballot<M extends ReplicaMessage> {

  private final Incarnations incarnations;
  private final Map<String, M> messages = new TreeMap<>();

  Ballot(Incarnations incarnations) {
    this.incarnations = incarnations;
  }

  void put(String src, M message) {
    messages.put(src, message);
  }

  void clear() {
    messages.clear();
  }

  boolean has(String src) {
    return valid().containsKey(src);
  }

  int size() {
    return valid().size();
  }

  /** The messages that count, by sender. */
  Map<String, M> valid() {
    messages
        .entrySet()
        .removeIf(entry -> {
          String src = entry.getKey();
          return entry.getValue().stamp().incarnationOf(src) < incarnations.of(src);
        });
    return messages;
  }

  Collection<M> values() {
    return valid().values();
  }
}
