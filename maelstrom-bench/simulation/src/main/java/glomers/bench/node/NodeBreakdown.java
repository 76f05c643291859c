package glomers.bench.node;

/** Why a node's program cannot go on, for people. */
public final class NodeBreakdown extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String lastWords;

  /**
   * The end of a program.
   *
   * @param what what happened, to stand behind the node's name
   * @param lastWords what it had said before, as paragraphs; may be empty
   */
  public NodeBreakdown(String what, String lastWords) {
    super(what);
    this.lastWords = lastWords;
  }

  /** What it had said before, as paragraphs; may be empty. */
  String lastWords() {
    return lastWords;
  }
}
