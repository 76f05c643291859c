package glomers.bench.network;

import java.util.Map;
import java.util.Set;

/**
 * Who does not hear whom.
 *
 * @param unheard for each receiver the senders whose messages it drops
 */
public record Partition(Map<String, Set<String>> unheard) {

  /** Everybody hears everybody. */
  public static final Partition NONE = new Partition(Map.of());

  /** Whether messages on this way are dropped. */
  public boolean cuts(String src, String dest) {
    return unheard.getOrDefault(dest, Set.of()).contains(src);
  }

  /** Whether anything is cut at all. */
  public boolean cutsAnything() {
    return unheard.values().stream().anyMatch(senders -> !senders.isEmpty());
  }
}
