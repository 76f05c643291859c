package glomers.bench.checker;

/** What can be wrong with a set that only grows. */
final class SetAnomalies {

  static final AnomalyType LOST = AnomalyType.ofMaelstrom("lost");

  /** Jepsen looks for these, too, but by a comparison that no count meets. */
  static final AnomalyType DUPLICATED = AnomalyType.ours("duplicated");

  static final AnomalyType INVENTED = AnomalyType.ours("invented");
  static final AnomalyType REFUSED_YET_PRESENT = AnomalyType.ours("refused-yet-present");
  static final AnomalyType ACKNOWLEDGED_NOT_STORED = AnomalyType.ours("acknowledged-not-stored");
  static final AnomalyType VANISHED = AnomalyType.ours("vanished");
  static final AnomalyType NO_FINAL_READ = AnomalyType.ours("no-final-read");
  static final AnomalyType INCOMPLETE_NODE = AnomalyType.ours("incomplete-node");

  private SetAnomalies() {}
}
