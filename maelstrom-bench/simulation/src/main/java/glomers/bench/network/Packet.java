package glomers.bench.network;

import glomers.bench.engine.Decisions;
import glomers.bench.engine.Decisions.Subject;
import java.nio.charset.StandardCharsets;

/**
 * A message on the network. The network reads no more of it than who sent it and whom it is for.
 *
 * @param id its number in this run, the same for all its copies
 * @param src who sent it
 * @param dest whom it is for
 * @param json the whole message as a JSON object, without a line's end. Nobody may change it
 * @param link what decides on messages from the one to the other
 * @param number which of them it is, counted from 0 and the same for all its copies
 * @param copy 1 for one that the network added, else 0
 */
@SuppressWarnings("ArrayRecordComponent") // identity is fine: packets are never compared
public record Packet(
    long id, String src, String dest, byte[] json, Subject link, long number, int copy) {

  /** One on whose way nothing out of the ordinary happens. */
  public Packet(long id, String src, String dest, byte[] json) {
    this(id, src, dest, json, (kind, number, copy, usual, draw) -> usual, id, 0);
  }

  /** One more of it, added by the network. */
  Packet copied() {
    return new Packet(id, src, dest, json, link, number, 1);
  }

  /** Decides about its way. */
  public long decide(Decisions.Kind kind, long usual, Decisions.Draw draw) {
    return link.decide(kind, number, copy, usual, draw);
  }

  /**
   * The line that Maelstrom would write to a node's STDIN, with its end: the message with the
   * network's own number for it, which nodes ignore.
   */
  public byte[] toLine() {
    byte[] prefix = ("{\"id\":" + id + ",").getBytes(StandardCharsets.US_ASCII);
    int brace = 0;
    while (json[brace] != '{') {
      brace++;
    }
    byte[] line = new byte[prefix.length + json.length - brace];
    System.arraycopy(prefix, 0, line, 0, prefix.length);
    System.arraycopy(json, brace + 1, line, prefix.length, json.length - brace - 1);
    line[line.length - 1] = '\n';
    return line;
  }

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
