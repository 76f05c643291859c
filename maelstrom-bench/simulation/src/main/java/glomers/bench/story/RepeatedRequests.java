package glomers.bench.story;

import glomers.bench.network.Packet;
import glomers.bench.network.TracedMessage;
import glomers.bench.story.Story.Arrow;
import glomers.bench.story.Story.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Requests of clients that came more than once: no operation of its own tells of them. */
final class RepeatedRequests {

  private RepeatedRequests() {}

  /** A line for each one after the first. */
  static List<Line> in(List<TracedMessage> messages) {
    List<Line> lines = new ArrayList<>();
    Set<String> asked = new HashSet<>();
    for (TracedMessage message : messages) {
      if (!Packet.isClient(message.src()) || message.sentNanos() < 0) {
        continue;
      }
      JsonNode body = JsonWords.body(message.json());
      boolean isRepeated = !asked.add(message.src() + " " + body.path("msg_id"));
      if (isRepeated) {
        lines.add(
            new Line(
                message.isCopy() ? message.endNanos() : message.sentNanos(),
                message.src(),
                Arrow.TO,
                message.dest(),
                JsonWords.type(body) + ", the same request again",
                "",
                true,
                OptionalInt.empty(),
                List.of(message.id())));
      }
    }
    return lines;
  }
}
