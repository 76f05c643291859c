package glomers.bench.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When nodes were killed, and took along what they alone had.
 *
 * @param lastNanosByNode when each node that was killed was killed last, in nanoseconds since
 *     clients began
 */
public record Deaths(Map<String, Long> lastNanosByNode) {

  /** Nobody was killed, or none of it excuses anything. */
  public static final Deaths NONE = new Deaths(Map.of());

  /** Deaths that nobody changes any more. */
  public Deaths {
    lastNanosByNode = Map.copyOf(lastNanosByNode);
  }

  /** The last of each node's. */
  public static Deaths of(List<MemoryLoss> losses) {
    Map<String, Long> last = new HashMap<>();
    losses.forEach(loss -> last.merge(loss.node(), loss.nanos(), Math::max));
    return new Deaths(last);
  }

  /**
   * Whether the node that answered an operation was killed after it had been asked: what it had
   * then may have been in its memory alone.
   */
  public boolean follow(Operation operation) {
    Long nanos = lastNanosByNode.get(operation.node());
    return nanos != null && nanos >= operation.invokedNanos();
  }
}
