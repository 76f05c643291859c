package glomers.core.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An append-only log of keyed messages, and its marks.
 *
 * <pre>
 *   offset    0   1   2   3   4   5
 *           +---+---+---+---+---+---+
 *           |   |   |   |   |   |   |
 *           +---+---+---+---+---+---+
 *                         ^           ^
 *              highWaterMark = 4      end = 6
 * </pre>
 *
 * <p>All keys share one sequence of offsets, so a key's own offsets are unique, ascending, and
 * sparse. What stands below the high-water mark never changes any more and is what readers may see;
 * what stands above may still be cut off. Both are asserted: the mark never goes back, and no cut
 * goes below it.
 *
 * <p>The log knows nothing of other nodes. Alone it is the log of challenge 5a; kept in step by a
 * replication protocol, it is one copy of that of 5b and 5c. It also remembers every append by its
 * id, so that whoever holds the log can tell a retry. Its indexes grow with its records, and with
 * nothing else. Not thread-safe.
 */
public final class Log {

  private final List<LogEntry> entries = new ArrayList<>();
  private final KeyIndex keys = new KeyIndex();
  private final Map<Append.Id, Long> offsetsById = new HashMap<>();
  private long highWaterMark;

  /** The offset that the next entry will get. */
  public long end() {
    return entries.size();
  }

  /** The offset below which nothing changes any more. */
  public long highWaterMark() {
    return highWaterMark;
  }

  /** The entry at an offset below {@link #end}. */
  public LogEntry entry(long offset) {
    return entries.get(Math.toIntExact(offset));
  }

  /** The place right before an offset of at most {@link #end}. */
  public Position positionAt(long offset) {
    return offset == 0 ? Position.START : new Position(entry(offset - 1).epoch(), offset);
  }

  /** The place where this log ends. */
  public Position endPosition() {
    return positionAt(end());
  }

  /** Whether this log has the position: it is then equal, up to there, to any other that has it. */
  public boolean has(Position position) {
    return position.offset() <= end() && positionAt(position.offset()).equals(position);
  }

  /**
   * The entries from an offset on, as many as fit into a message.
   *
   * @param maxEntries how many there are at most
   * @param maxBytes where to stop besides: none is added once those before it take so many bytes.
   *     So no entry is too large to be sent
   */
  public List<LogEntry> slice(long from, int maxEntries, long maxBytes) {
    int first = Math.toIntExact(from);
    int max = Math.toIntExact(Math.min(maxEntries, end() - from));
    int count = 0;
    long bytes = 0;
    while (count < max && bytes < maxBytes) {
      bytes += entries.get(first + count++).wireBytes();
    }
    return List.copyOf(entries.subList(first, first + count));
  }

  /** Adds an entry at the end and returns its offset. Epochs never go back along the log. */
  public long append(LogEntry entry) {
    long offset = end();
    if (entry.epoch() < positionAt(offset).epoch()) {
      throw new IllegalStateException(
          "an entry of epoch " + entry.epoch() + " cannot follow " + positionAt(offset));
    }
    entries.add(entry);
    entry
        .append()
        .ifPresent(append -> {
          keys.add(append.key(), offset);
          offsetsById.putIfAbsent(append.id(), offset);
        });
    return offset;
  }

  /**
   * Cuts off everything from the given offset on, none of which may be below the high-water mark.
   */
  public void truncate(long newEnd) {
    if (newEnd < highWaterMark) {
      throw new IllegalStateException(
          "cutting at "
              + newEnd
              + " would lose records below the high-water mark "
              + highWaterMark);
    }
    while (end() > newEnd) {
      LogEntry last = entries.removeLast();
      last.append()
          .ifPresent(append -> {
            keys.removeLast(append.key());
            offsetsById.remove(append.id(), end());
          });
    }
  }

  /** Raises the high-water mark, to at most {@link #end}. */
  public void advanceHighWaterMark(long mark) {
    if (mark < highWaterMark || mark > end()) {
      throw new IllegalStateException(
          "the high-water mark cannot go from " + highWaterMark + " to " + mark + " of " + end());
    }
    highWaterMark = mark;
  }

  /** The offset of the append with this id, if the log holds it, below or above the mark. */
  public OptionalLong find(Append.Id id) {
    Long offset = offsetsById.get(id);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /**
   * Of all these keys together the first offsets that hold a message, in the log's order, whatever
   * the key: so nothing is kept waiting by what was appended after it.
   *
   * @param from where to begin in each of the keys
   * @param below where to end
   * @param max how many there are at most
   */
  public List<Long> offsets(Map<String, Long> from, long below, int max) {
    return keys.merged(from, below, max);
  }

  /** The key's first offsets in {@code [from, below)} that hold a message, at most {@code max}. */
  public List<Long> offsets(String key, long from, long below, int max) {
    return List.copyOf(keys.range(key, from, below, max));
  }
}
