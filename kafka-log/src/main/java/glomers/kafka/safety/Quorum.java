package glomers.kafka.safety;

/** How many nodes are enough. */
public final class Quorum {

  private Quorum() {}

  /** Any two sets of so many members share at least one. */
  public static int majority(int members) {
    return members / 2 + 1;
  }

  /**
   * How many <em>other</em> nodes a node that lost its memory has to ask. So many always include
   * one that was, beside the asker, in any given majority; and two such sets share a member. For an
   * odd number of members it is a majority, as in Viewstamped Replication; of two nodes it is the
   * other one.
   */
  public static int recovery(int members) {
    return members - majority(members) + 1;
  }
}
