package glomers.bench.page;

import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.network.TracedMessage;
import glomers.bench.network.TracedMessage.Fate;
import glomers.bench.story.Story;
import glomers.bench.story.Story.Line;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A story with all that it takes to draw it: when each of its lines ended, and whether well. */
final class StoryData {

  private static final int MAX_TEXT_CHARS = 240;

  private StoryData() {}

  static ObjectNode of(Story story, RunPage page) {
    ObjectNode json = Json.object();
    ArrayNode lines = json.putArray("lines");
    story.lines().forEach(line -> lines.add(line(line, page)));
    ArrayNode remarks = json.putArray("remarks");
    story.remarks().forEach(remarks::add);
    return json;
  }

  private static ObjectNode line(Line line, RunPage page) {
    ObjectNode json = Json.object();
    json.put("time", line.timeNanos() / 1_000);
    json.put("who", line.who());
    json.put("arrow", line.arrow().name().toLowerCase(Locale.ROOT));
    json.put("whom", line.whom());
    json.put("what", Texts.cut(line.what(), MAX_TEXT_CHARS));
    json.put("fate", Texts.cut(line.fate(), MAX_TEXT_CHARS));
    json.put("amiss", line.isAmiss());
    ArrayNode messages = json.putArray("messages");
    line.messages().forEach(messages::add);
    if (line.operation().isPresent()) {
      putOperation(json, line.operation().getAsInt(), page.operations());
    } else {
      putMessages(json, line.messages(), page.messages());
    }
    return json;
  }

  private static void putOperation(ObjectNode json, int index, List<Operation> operations) {
    json.put("operation", index);
    operations.stream()
        .filter(operation -> operation.index() == index)
        .findFirst()
        .ifPresent(operation -> {
          json.put("outcome", operation.outcome().name().toLowerCase(Locale.ROOT));
          if (operation.isOk()) {
            json.put("end", operation.completedNanos() / 1_000);
          }
        });
  }

  /** Of several only whether all were missed: each took its own time. */
  private static void putMessages(ObjectNode json, List<Long> ids, List<TracedMessage> messages) {
    List<TracedMessage> told =
        messages.stream().filter(message -> ids.contains(message.id())).toList();
    if (told.isEmpty()) {
      return;
    }
    json.put("missed", told.stream().allMatch(message -> message.fate() != Fate.DELIVERED));
    if (ids.size() == 1 && told.getFirst().fate() == Fate.DELIVERED) {
      json.put("end", told.getFirst().endNanos() / 1_000);
    }
  }
}
