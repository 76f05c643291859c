package glomers.bench.network;

import java.util.Locale;

/**
 * What became of a message, or of one copy of it.
 *
 * @param id its number in its run, the same for all its copies
 * @param src who sent it
 * @param dest whom it was for
 * @param sentNanos when it was sent, since clients began; negative while nodes were set up
 * @param fate what became of it
 * @param endNanos when that was so; when it was sent, if it was still under way at the end
 * @param isCopy whether the network made it: a duplicate, or a client's request that comes again
 * @param json the whole message as a JSON object on one line; empty if it was not kept
 */
public record TracedMessage(
    long id,
    String src,
    String dest,
    long sentNanos,
    Fate fate,
    long endNanos,
    boolean isCopy,
    String json) {

  /** What becomes of messages. */
  public enum Fate {
    /** It arrived. */
    DELIVERED,
    /** Chance lost it. */
    LOST,
    /** A partition dropped it. */
    CUT,
    /** The one whom it was for had gone, or was dead. */
    GONE,
    /** The run was over before anything became of it. */
    PENDING;

    /** That of a message which has not arrived. */
    public static Fate of(Network.Miss miss) {
      return switch (miss) {
        case LOST -> LOST;
        case CUT -> CUT;
        case GONE -> GONE;
      };
    }

    /** Its name in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it never arrives although it should. */
    public boolean isMissed() {
      return this == LOST || this == CUT;
    }
  }

  /** Whether a client stands at one of its ends. */
  public boolean involvesClient() {
    return Packet.isClient(src) || Packet.isClient(dest);
  }
}
