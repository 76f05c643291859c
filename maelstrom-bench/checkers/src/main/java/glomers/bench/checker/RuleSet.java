package glomers.bench.checker;

/** By which rules a run is judged. */
public enum RuleSet {
  /** By all that there are: Maelstrom's and ours. */
  ALL,
  /** By those alone that the real Maelstrom has. */
  MAELSTROM
}
