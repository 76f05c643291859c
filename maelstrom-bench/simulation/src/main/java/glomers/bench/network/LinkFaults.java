package glomers.bench.network;

/**
 * What may happen to any message between two nodes, at any time; and to a client's request, which
 * may come twice. All else between nodes and clients or services is spared, as it is by partitions.
 *
 * @param lossProbability how likely it is lost
 * @param duplicateProbability how likely it comes twice; the copy takes its own time
 * @param reorderProbability how likely it is held back for a while, so that later ones overtake it
 * @param retryProbability how likely a client's request comes once more a while later, under the
 *     same {@code msg_id}, as from a client that has not seen the answer
 */
public record LinkFaults(
    double lossProbability,
    double duplicateProbability,
    double reorderProbability,
    double retryProbability) {

  /** Faults between nodes only. */
  public LinkFaults(
      double lossProbability, double duplicateProbability, double reorderProbability) {
    this(lossProbability, duplicateProbability, reorderProbability, 0);
  }

  /** A network that does none of this. */
  public static final LinkFaults NONE = new LinkFaults(0, 0, 0);

  /** Whatever a plan says; chance is not asked. */
  public static final LinkFaults AS_PLANNED = new LinkFaults(1, 1, 1, 1);

  /** The longest time for which a message is held back. */
  public static final long MAX_HOLD_NANOS = 200_000_000;
}
