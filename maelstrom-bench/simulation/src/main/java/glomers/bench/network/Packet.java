package glomers.bench.network;

/**
 * A message on the network. The network reads no more of it than who sent it and whom it is for.
 *
 * @param id its number in this run, the same for all its copies
 * @param src who sent it
 * @param dest whom it is for
 * @param json the whole message as a JSON object, without a line's end. Nobody may change it
 */
@SuppressWarnings("ArrayRecordComponent") // identity is fine: packets are never compared
public record Packet(long id, String src, String dest, byte[] json) {

  /**
   * Whether a client stands at one of its ends. Maelstrom tells clients by their names' first
   * letter.
   */
  public boolean involvesClient() {
    return isClient(src) || isClient(dest);
  }

  /** Whether a name is a client's. */
  public static boolean isClient(String name) {
    return name.startsWith("c");
  }
}
