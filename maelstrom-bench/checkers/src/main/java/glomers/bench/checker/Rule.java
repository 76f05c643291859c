package glomers.bench.checker;

/** Whose rule a finding breaks: what the real Maelstrom makes of it. */
public enum Rule {
  /** Maelstrom's: its own checkers find it, too, and its run is invalid. */
  MAELSTROM("Maelstrom's"),
  /**
   * Ours, and more than Maelstrom's checker can take: it throws, so that its verdict is unknown,
   * whatever else it would have found.
   */
  BREAKS_MAELSTROM("ours, and Maelstrom's checker breaks down over it"),
  /** Ours alone: Maelstrom passes it. */
  OURS("ours");

  private final String owner;

  Rule(String owner) {
    this.owner = owner;
  }

  /** Whose it is, in words that go before or behind the finding's name. */
  public String owner() {
    return owner;
  }
}
