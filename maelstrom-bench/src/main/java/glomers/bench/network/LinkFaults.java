package glomers.bench.network;

/**
 * What may happen to any message between two nodes, at any time. Clients and services are spared,
 * as they are by partitions.
 *
 * @param lossProbability how likely it is lost
 * @param duplicateProbability how likely it comes twice; the copy takes its own time
 * @param reorderProbability how likely it is held back for a while, so that later ones overtake it
 */
public record LinkFaults(
    double lossProbability, double duplicateProbability, double reorderProbability) {

  /** A network that does none of this. */
  public static final LinkFaults NONE = new LinkFaults(0, 0, 0);

  /** The longest time for which a message is held back. */
  public static final long MAX_HOLD_NANOS = 200_000_000;
}
