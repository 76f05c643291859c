package glomers.core.gossip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * A replica of several append-only logs, each with one writer, its origin. What a replica has of a
 * log is always a prefix of it, so its whole knowledge is a {@link VersionVector}, what another
 * replica lacks is a subtraction, and a message that is lost, repeated or late does no harm: it is
 * either the continuation of what is known, or it is not taken. (Bayou, Petersen et al., SOSP 1997,
 * section 3; Scuttlebutt, van Renesse et al., LADIS 2008.)
 *
 * <p>Logs are kept whole until {@link #forget} drops a prefix that every replica has. Not
 * thread-safe.
 *
 * @param <E> an entry, immutable
 */
public final class OriginLogs<E> {

  /** The known entries of one log: all from {@code start} on. */
  private static final class Log<E> {
    private long start;
    private final ArrayList<E> entries = new ArrayList<>();

    long end() {
      return start + entries.size();
    }
  }

  private final ToLongFunction<E> sizeOf;
  private final Map<String, Log<E>> logs = new TreeMap<>();
  private final VersionVector known = new VersionVector();

  /**
   * Empty logs.
   *
   * @param sizeOf what an entry adds to the size of a message, at least 1, in the unit of {@link
   *     #missingFrom}'s bound
   */
  public OriginLogs(ToLongFunction<E> sizeOf) {
    this.sizeOf = sizeOf;
  }

  /** Appends an entry to a log of which this replica is the origin. */
  public void append(String log, E entry) {
    Log<E> target = logs.computeIfAbsent(log, name -> new Log<>());
    target.entries.add(entry);
    known.raise(log, target.end());
  }

  /** What this replica knows; a copy. */
  public VersionVector known() {
    return known.copy();
  }

  /** Whether this replica knows something that one with the given knowledge lacks. */
  public boolean hasNewsFor(VersionVector other) {
    return !other.covers(known);
  }

  /**
   * One known entry.
   *
   * @throws IllegalStateException if it is not known, or was forgotten
   */
  public E entry(String log, long place) {
    Log<E> source = logs.get(log);
    if (source == null || place < source.start || place >= source.end()) {
      throw new IllegalStateException("entry " + place + " of log " + log + " is not here");
    }
    return source.entries.get((int) (place - source.start));
  }

  /** Whether everything that a replica with the given knowledge lacks is still here to be sent. */
  public boolean canSupply(VersionVector other) {
    for (Map.Entry<String, Log<E>> entry : logs.entrySet()) {
      if (other.get(entry.getKey()) < entry.getValue().start) {
        return false;
      }
    }
    return true;
  }

  /**
   * What a replica with the given knowledge lacks of what this one knows, as far as it fits into a
   * message. The rest can be asked for again.
   *
   * @param maxSize where to stop: no entry is added once the sizes of those before it have reached
   *     this. So a single entry that is larger goes alone, and no entry is too large to be sent
   * @throws IllegalStateException if an entry that it lacks was forgotten
   */
  public List<Segment<E>> missingFrom(VersionVector other, long maxSize) {
    List<Segment<E>> missing = new ArrayList<>();
    long left = maxSize;
    for (Map.Entry<String, Log<E>> entry : logs.entrySet()) {
      Log<E> log = entry.getValue();
      long from = other.get(entry.getKey());
      if (left <= 0) {
        break;
      }
      if (from < log.start) {
        throw new IllegalStateException(
            "entry " + from + " of log " + entry.getKey() + " was forgotten, but is still lacked");
      }
      int first = (int) Math.min(from - log.start, log.entries.size());
      int end = first;
      while (end < log.entries.size() && left > 0) {
        left -= sizeOf.applyAsLong(log.entries.get(end++));
      }
      if (end > first) {
        missing.add(
            new Segment<>(entry.getKey(), from, List.copyOf(log.entries.subList(first, end))));
      }
    }
    return missing;
  }

  /**
   * Takes what continues the segment's log.
   *
   * @return the entries that are new, in order; none if they are known, or if there is a gap before
   *     them
   */
  public List<E> accept(Segment<E> segment) {
    Log<E> log = logs.computeIfAbsent(segment.log(), name -> new Log<>());
    if (segment.start() > log.end() || segment.end() <= log.end()) {
      return List.of();
    }
    int firstNew = (int) (log.end() - segment.start());
    List<E> fresh = segment.entries().subList(firstNew, segment.entries().size());
    log.entries.addAll(fresh);
    known.raise(segment.log(), log.end());
    return fresh;
  }

  /**
   * Drops the entries that every replica is known to have. They stay known, but can't be sent
   * again.
   */
  public void forget(VersionVector knownEverywhere) {
    for (Map.Entry<String, Log<E>> entry : logs.entrySet()) {
      Log<E> log = entry.getValue();
      long to = Math.min(knownEverywhere.get(entry.getKey()), log.end());
      if (to > log.start) {
        log.entries.subList(0, (int) (to - log.start)).clear();
        log.start = to;
      }
    }
  }

  /**
   * Takes it that the given entries are known from elsewhere, for example from a copy of the state
   * that they led to. Those that were not here yet count as forgotten.
   */
  public void skipTo(VersionVector knownElsewhere) {
    knownElsewhere
        .counts()
        .forEach((name, count) -> {
          Log<E> log = logs.computeIfAbsent(name, none -> new Log<>());
          if (count > log.end()) {
            log.entries.clear();
            log.start = count;
            known.raise(name, count);
          }
        });
  }
}
