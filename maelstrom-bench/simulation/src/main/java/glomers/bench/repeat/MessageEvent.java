package glomers.bench.repeat;

import glomers.bench.network.Packet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Something that happened to a message.
 *
 * @param timeNanos when, on the loop's clock
 */
record MessageEvent(Kind kind, Packet packet, long timeNanos) {

  /** What happens to messages. */
  enum Kind {
    SENT,
    RECEIVED,
    LOST,
    CUT,
    GONE
  }

  /** Whether the same happened in two runs. */
  boolean isSame(MessageEvent other) {
    return kind == other.kind
        && timeNanos == other.timeNanos
        && packet.id() == other.packet.id()
        && packet.src().equals(other.packet.src())
        && packet.dest().equals(other.packet.dest())
        && Arrays.equals(packet.json(), other.packet.json());
  }

  /** The message's text. */
  String json() {
    return new String(packet.json(), StandardCharsets.UTF_8);
  }
}
