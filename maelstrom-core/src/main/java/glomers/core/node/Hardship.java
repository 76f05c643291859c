package glomers.core.node;

/** What may happen to a cluster and its clients' requests while it has to keep its promises. */
public enum Hardship {
  /** Nodes are cut from nodes, and later not. */
  PARTITION,

  /** Nodes stop, and later go on where they stopped. */
  PAUSE,

  /** Nodes die, and start again with empty memory. */
  KILL,

  /** Messages between nodes are lost. */
  LOSS,

  /** Messages between nodes come twice. */
  DUPLICATION,

  /** Messages between nodes overtake one another. */
  REORDERING,

  /** A request comes twice, under one {@code msg_id}, and is to take effect once. */
  REPETITION,

  /**
   * A request comes again at another node, under one {@code msg_id}, and is to take effect once.
   */
  REPETITION_ELSEWHERE
}
