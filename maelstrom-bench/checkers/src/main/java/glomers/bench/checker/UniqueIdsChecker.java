package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** No two answers may be the same identifier. */
public final class UniqueIdsChecker implements Checker {

  private static final AnomalyType DUPLICATE_ID = AnomalyType.ofMaelstrom("duplicate-id");

  @Override
  public Verdict check(List<Operation> history) {
    AnomalyList anomalies = new AnomalyList();
    FirstPlaces firstPlaces = new FirstPlaces(history);
    int acknowledged = 0;
    for (int place = 0; place < history.size(); place++) {
      Operation operation = history.get(place);
      if (operation.isOk()) {
        acknowledged++;
        int firstPlace = firstPlaces.putIfAbsent(operation.output(), place);
        if (firstPlace != place) {
          Operation first = history.get(firstPlace);
          anomalies.add(
              DUPLICATE_ID,
              Subject.ofValue(operation.output()),
              () -> describe(first, operation),
              first,
              operation);
        }
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("attempted-count", history.size());
    figures.put("acknowledged-count", acknowledged);
    figures.put("duplicated-count", anomalies.count(DUPLICATE_ID));
    return anomalies.toVerdict(figures);
  }

  /**
   * Where in the history each identifier stands first, by the hashes of the identifiers: two of the
   * same hash are looked up there, so millions take eight bytes or sixteen each.
   */
  private static final class FirstPlaces {
    private static final int FREE = -1;

    private final List<Operation> history;
    private int[] places = new int[1024];
    private int[] hashes = new int[1024];
    private int size;

    FirstPlaces(List<Operation> history) {
      this.history = history;
      Arrays.fill(places, FREE);
    }

    /** The place at which an identifier stands first: the given one, or one before it. */
    int putIfAbsent(JsonNode identifier, int place) {
      int hash = identifier.hashCode();
      int slot = slot(hash);
      while (places[slot] != FREE) {
        if (hashes[slot] == hash && history.get(places[slot]).output().equals(identifier)) {
          return places[slot];
        }
        slot = (slot + 1) & (places.length - 1);
      }
      places[slot] = place;
      hashes[slot] = hash;
      if (++size > places.length / 4 * 3) {
        grow();
      }
      return place;
    }

    private int slot(int hash) {
      int mixed = hash * 0x9E3779B9;
      return (mixed ^ mixed >>> 15) & (places.length - 1);
    }

    private void grow() {
      int[] oldPlaces = places;
      int[] oldHashes = hashes;
      places = new int[2 * oldPlaces.length];
      hashes = new int[2 * oldPlaces.length];
      Arrays.fill(places, FREE);
      for (int old = 0; old < oldPlaces.length; old++) {
        if (oldPlaces[old] != FREE) {
          int slot = slot(oldHashes[old]);
          while (places[slot] != FREE) {
            slot = (slot + 1) & (places.length - 1);
          }
          places[slot] = oldPlaces[old];
          hashes[slot] = oldHashes[old];
        }
      }
    }
  }

  private static String describe(Operation first, Operation second) {
    return String.format(
        java.util.Locale.ROOT,
        "%s was given out by %s after %.3f s and %s by %s after %.3f s (operations %d and %d)",
        first.output(),
        first.node(),
        first.completedNanos() / 1e9,
        first.node().equals(second.node()) ? "again" : "also",
        second.node(),
        second.completedNanos() / 1e9,
        first.index(),
        second.index());
  }
}
