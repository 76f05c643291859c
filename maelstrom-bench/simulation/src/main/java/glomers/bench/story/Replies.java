package glomers.bench.story;

import glomers.bench.network.TracedMessage;
import glomers.bench.story.Carriers.Carrier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The answers to messages that carried what a story follows. */
final class Replies {

  private record Request(String src, String dest, String id) {}

  private final Set<Request> requests = new HashSet<>();

  Replies(List<Carrier> carriers) {
    for (Carrier carrier : carriers) {
      TracedMessage message = carrier.message();
      JsonNode id = JsonWords.body(message.json()).path("msg_id");
      if (!id.isMissingNode()) {
        requests.add(new Request(message.src(), message.dest(), id.toString()));
      }
    }
  }

  /** Whether a message is one. */
  boolean has(TracedMessage message) {
    JsonNode id = JsonWords.body(message.json()).path("in_reply_to");
    return requests.contains(new Request(message.dest(), message.src(), id.toString()));
  }
}
