package glomers.bench.serve;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How the list of runs is sorted.
 *
 * @param column by what
 * @param isDescending whether the highest come first
 */
record SortOrder(Column column, boolean isDescending) {

  /** The newest first. */
  static final SortOrder DEFAULT = new SortOrder(Column.TIME, true);

  /** What runs can be sorted by, as the columns stand on the page. */
  enum Column {
    WORKLOAD("workload", Comparator.comparing(StoredRun::workload)),
    TIME("time", Comparator.comparing(StoredRun::started)),
    VERDICT("verdict", Comparator.comparing(StoredRun::verdict)),
    NODES(
        "nodes",
        number(run ->
            run.nodeCount().isPresent()
                ? OptionalDouble.of(run.nodeCount().getAsInt())
                : OptionalDouble.empty())),
    MESSAGES("messages/op", number(run -> run.figures().messagesPerOperation())),
    BYTES("bytes/op", number(run -> run.figures().bytesPerOperation())),
    MEDIAN("median, ms", number(run -> run.figures().operationMedianMillis())),
    MAXIMUM("maximum, ms", number(run -> run.figures().operationMaxMillis())),
    STABLE_MEDIAN("stable median, ms", number(run -> run.figures().medianMillis())),
    STABLE_MAXIMUM("stable maximum, ms", number(run -> run.figures().maxMillis())),
    OK("ok", number(run -> run.figures().okFraction()));

    private final String title;
    private final Comparator<StoredRun> comparator;

    Column(String title, Comparator<StoredRun> comparator) {
      this.title = title;
      this.comparator = comparator;
    }

    String title() {
      return title;
    }

    /** What was not measured counts as less than all that was. */
    private static Comparator<StoredRun> number(Function<StoredRun, OptionalDouble> figure) {
      return Comparator.comparingDouble(run -> figure.apply(run).orElse(Double.NEGATIVE_INFINITY));
    }

    /** Its name in an address. */
    String key() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static Optional<Column> ofKey(String key) {
      for (Column column : values()) {
        if (column.key().equals(key)) {
          return Optional.of(column);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * What an address asks for, such as {@code sort=time&order=desc}; the default where it makes no
   * sense.
   */
  static SortOrder parse(String query) {
    if (query == null) {
      return DEFAULT;
    }
    Optional<Column> column = Optional.empty();
    boolean isDescending = false;
    for (String part : query.split("&")) {
      if (part.startsWith("sort=")) {
        column = Column.ofKey(part.substring("sort=".length()));
      }
      isDescending |= part.equals("order=desc");
    }
    boolean order = isDescending;
    return column.map(found -> new SortOrder(found, order)).orElse(DEFAULT);
  }

  /** The address of the list in this order. */
  String query() {
    return "?sort=" + column.key() + (isDescending ? "&order=desc" : "");
  }

  /** The order that a click on a column's head leads to: the other way round if it is this one. */
  SortOrder afterClick(Column clicked) {
    return new SortOrder(clicked, clicked == column && !isDescending);
  }

  /** Compares runs; those that are equal stand newest first. */
  Comparator<StoredRun> comparator() {
    Comparator<StoredRun> byColumn =
        isDescending ? column.comparator.reversed() : column.comparator;
    return byColumn
        .thenComparing(Comparator.comparing(StoredRun::started).reversed())
        .thenComparing(StoredRun::workload)
        .thenComparing(StoredRun::name);
  }
}
