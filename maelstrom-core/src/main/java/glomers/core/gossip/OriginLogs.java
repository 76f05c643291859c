package glomers.core.gossip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A replica of several append-only logs, each with one writer, its origin. What a replica has of a
 * log is always a prefix of it, so its whole knowledge is a {@link VersionVector}, what another
 * replica lacks is a subtraction, and a message that is lost, repeated or late does no harm: it is
 * either the continuation of what is known, or it is not taken. (Bayou, Petersen et al., SOSP 1997,
 * section 3; Scuttlebutt, van Renesse et al., LADIS 2008.)
 *
 * <p>A vector has a number for every log. Two replicas that talk all the time need less: this one
 * counts its entries in the order in which they became known here, and with the first {@code v} of
 * them it is at <em>version</em> {@code v}. To whom it has told everything up to some version it
 * tells what came {@link #newsSince since}, which takes as long as there are news, however many
 * logs there are.
 *
 * <p>Logs are kept whole. Not thread-safe.
 *
 * @param <E> an entry, immutable
 */
public final class OriginLogs<E> {

  /**
   * Where an entry stands.
   *
   * @param log its log's name
   * @param index its number in the log, counted from 0
   */
  public record Place(String log, long index) {}

  /**
   * What a replica lacks that knew another one up to some version.
   *
   * @param segments what to send to it
   * @param version how far it knows the other one with that
   */
  public record News<E>(List<Segment<E>> segments, int version) {}

  /** The known entries of one log. */
  private record Log<E>(String name, List<E> entries) {

    Log(String name) {
      this(name, new ArrayList<>());
    }

    int size() {
      return entries.size();
    }
  }

  private final ToLongFunction<E> sizeOf;
  private final Map<String, Log<E>> logs = new HashMap<>();

  /** All entries in the order in which they became known. */
  private final List<Place> places = new ArrayList<>();

  /**
   * Empty logs.
   *
   * @param sizeOf what an entry adds to the size of a message, at least 1, in the unit of the
   *     bounds for messages
   */
  public OriginLogs(ToLongFunction<E> sizeOf) {
    this.sizeOf = sizeOf;
  }

  /** Appends an entry to a log of which this replica is the origin. Returns its index there. */
  public long append(String log, E entry) {
    Log<E> own = logOf(log);
    append(own, entry);
    return own.size() - 1;
  }

  private Log<E> logOf(String name) {
    return logs.computeIfAbsent(name, Log::new);
  }

  private void append(Log<E> log, E entry) {
    places.add(new Place(log.name(), log.size()));
    log.entries().add(entry);
  }

  /** What this replica knows; a copy. */
  public VersionVector known() {
    VersionVector known = new VersionVector();
    logs.values().forEach(log -> known.raise(log.name(), log.size()));
    return known;
  }

  private long count(String name) {
    Log<E> log = logs.get(name);
    return log == null ? 0 : log.size();
  }

  /** How many entries this replica knows, of all logs together. It only grows. */
  public int version() {
    return places.size();
  }

  /** The place of the entry with which the version after the given one was reached. */
  public Place placeAfter(int version) {
    return places.get(version);
  }

  /** Whether this replica knows something that one with the given knowledge lacks. */
  public boolean hasNewsFor(VersionVector other) {
    return logs.values().stream().anyMatch(log -> other.get(log.name()) < log.size());
  }

  /** Whether this replica knows all that one with the given knowledge knows. */
  public boolean covers(VersionVector other) {
    return other.counts().entrySet().stream()
        .allMatch(entry -> count(entry.getKey()) >= entry.getValue());
  }

  /**
   * What a replica with the given knowledge lacks of what this one knows, as far as it fits into a
   * message. The rest can be asked for again.
   *
   * @param maxSize where to stop: no entry is added once the sizes of those before it have reached
   *     this. So a single entry that is larger goes alone, and no entry is too large to be sent
   */
  public List<Segment<E>> missingFrom(VersionVector other, long maxSize) {
    List<Segment<E>> missing = new ArrayList<>();
    long left = maxSize;
    for (Log<E> log : new TreeMap<>(logs).values()) {
      long from = other.get(log.name());
      int first = (int) Math.min(from, log.size());
      int end = first;
      while (end < log.size() && left > 0) {
        left -= sizeOf.applyAsLong(log.entries().get(end++));
      }
      if (end > first) {
        missing.add(
            new Segment<>(log.name(), from, List.copyOf(log.entries().subList(first, end))));
      }
    }
    return missing;
  }

  /**
   * What a replica lacks that has all that this one had at the given version, as far as it fits
   * into a message.
   *
   * @param isThere whether the other replica is known to have the entry of a place, and so all
   *     before it in that log
   * @param maxSize where to stop, as for {@link #missingFrom}
   */
  public News<E> newsSince(int version, Predicate<Place> isThere, long maxSize) {
    Map<String, Segment<E>> segments = new LinkedHashMap<>();
    long left = maxSize;
    int next = version;
    while (next < places.size() && left > 0) {
      Place place = places.get(next++);
      if (!isThere.test(place)) {
        E entry = logs.get(place.log()).entries().get((int) place.index());
        segments
            .computeIfAbsent(
                place.log(), log -> new Segment<>(log, place.index(), new ArrayList<>()))
            .entries()
            .add(entry);
        left -= sizeOf.applyAsLong(entry);
      }
    }
    return new News<>(List.copyOf(segments.values()), next);
  }

  /**
   * Takes what continues the segment's log.
   *
   * @return the entries that are new, in order; none if they are known, or if there is a gap before
   *     them
   */
  public List<E> accept(Segment<E> segment) {
    Log<E> log = logOf(segment.log());
    if (segment.start() > log.size() || segment.end() <= log.size()) {
      return List.of();
    }
    int firstNew = (int) (log.size() - segment.start());
    List<E> fresh = segment.entries().subList(firstNew, segment.entries().size());
    fresh.forEach(entry -> append(log, entry));
    return fresh;
  }
}
