package glomers.bench.node;

import glomers.bench.engine.EventLoop;
import glomers.bench.json.Json;
import glomers.bench.network.Network;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of the lines that a node writes to STDOUT: messages go to the network, and with the
 * first of any other kind the node has broken the rules. Lives on the loop's thread.
 */
final class NodeOutput {

  private static final int MAX_SHOWN_CHARS = 500;

  private final String name;
  private final EventLoop loop;
  private final Network network;
  private final NodeListener listener;

  NodeOutput(String name, EventLoop loop, Network network, NodeListener listener) {
    this.name = name;
    this.loop = loop;
    this.network = network;
    this.listener = listener;
  }

  /**
   * Takes a line.
   *
   * @param line what it is
   * @param bytes itself, without its end
   * @param errorLines the node's last lines on STDERR, as a paragraph
   */
  void take(OutputLine line, byte[] bytes, String errorLines) {
    switch (line) {
      case OutputLine.Envelope envelope -> send(envelope, bytes, errorLines);
      case OutputLine.Junk(String reason) ->
          misbehaved(
              "printed a line to STDOUT that is no message ("
                  + reason
                  + "); what is for people belongs on STDERR",
              bytes,
              errorLines);
    }
  }

  private void send(OutputLine.Envelope envelope, byte[] bytes, String errorLines) {
    // As on Maelstrom it may pass on a client's request in the client's name.
    if (!network.knows(envelope.src())) {
      misbehaved(
          "sent a message in the name of '" + envelope.src() + "', and there is no such node",
          bytes,
          errorLines);
    } else if (!network.knows(envelope.dest())) {
      misbehaved(
          "sent a message to '" + envelope.dest() + "', and there is no such node",
          bytes,
          errorLines);
    } else {
      network.send(envelope.src(), envelope.dest(), envelope.hasId() ? withoutId(bytes) : bytes);
    }
  }

  /** A node's own number for a message gives way to the network's. */
  private static byte[] withoutId(byte[] line) {
    var message = (ObjectNode) Json.parse(line);
    message.remove("id");
    return Json.bytes(message);
  }

  private void misbehaved(String what, byte[] bytes, String errorLines) {
    String line = new String(bytes, StandardCharsets.UTF_8);
    listener.failed(
        NodeListener.Cause.MISBEHAVED,
        name
            + " "
            + what
            + String.format(Locale.ROOT, ", %.1f s into the run.", loop.nowNanos() / 1e9)
            + "\n  The line: "
            + RecentLines.shown(line, MAX_SHOWN_CHARS)
            + "\n  Maelstrom would read nothing more from this node, without a word."
            + errorLines);
  }
}
