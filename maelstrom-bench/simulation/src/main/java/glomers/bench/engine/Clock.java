package glomers.bench.engine;

/** What a run's time is. */
public enum Clock {
  /** Time passes when nothing is left to be done; the same plan gives the same run. */
  VIRTUAL,

  /** The machine's time. Nodes are processes, and no two runs are the same. */
  REAL
}
