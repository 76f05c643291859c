package glomers.core.gossip;

import java.util.List;

/**
 * Consecutive entries of one log.
 *
 * @param log the log's name
 * @param start the place of the first of these entries in the log, counted from 0
 * @param entries the entries, at least one
 */
public record Segment<E>(String log, long start, List<E> entries) {

  /** The place after the last of these entries. */
  public long end() {
    return start + entries.size();
  }
}
