package glomers.bench.engine;

/** Decides by chance: each decision has a source of its own, which its name alone tells. */
final class DrawnSubject implements Decisions.Subject {

  private static final int KINDS = Decisions.Kind.values().length;

  private final Chance chance;
  private final String name;
  private final Chance.Series[] seriesByKind = new Chance.Series[KINDS];

  DrawnSubject(Chance chance, String name) {
    this.chance = chance;
    this.name = name;
  }

  @Override
  public long decide(Decisions.Kind kind, long number, int copy, long usual, Decisions.Draw draw) {
    Chance.Series series = seriesByKind[kind.ordinal()];
    if (series == null) {
      series = chance.series(kind + " of " + name);
      seriesByKind[kind.ordinal()] = series;
    }
    return draw.from(series.at(2 * number + copy));
  }
}
