package glomers.bench.report;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Subject.Item;
import glomers.bench.json.Json;
import glomers.bench.story.Story;
import glomers.bench.story.Story.Arrow;
import glomers.bench.story.Story.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an anomaly is about, and how it came about, as {@code results.json} holds them. */
final class StoryJson {

  private StoryJson() {}

  static ObjectNode write(Subject subject) {
    ObjectNode json = Json.object();
    var items = json.putArray("items");
    for (Item item : subject.items()) {
      ObjectNode entry = items.addObject();
      item.key().ifPresent(key -> entry.set("key", key));
      item.value().ifPresent(value -> entry.set("value", value));
    }
    subject.node().ifPresent(node -> json.put("node", node));
    return json;
  }

  static Subject subject(JsonNode json) {
    return new Subject(
        json.path("items")
            .valueStream()
            .map(item ->
                new Item(
                    item.optional("key").map(key -> key),
                    item.optional("value").map(value -> value)))
            .toList(),
        json.optional("node").map(JsonNode::asString));
  }

  static ObjectNode write(Story story) {
    ObjectNode json = Json.object();
    var lines = json.putArray("lines");
    for (Line line : story.lines()) {
      ObjectNode entry = lines.addObject();
      entry.put("time-nanos", line.timeNanos());
      entry.put("who", line.who());
      entry.put("arrow", line.arrow().name().toLowerCase(Locale.ROOT));
      entry.put("whom", line.whom());
      entry.put("what", line.what());
      entry.put("fate", line.fate());
      entry.put("amiss", line.isAmiss());
      line.operation().ifPresent(operation -> entry.put("operation", operation));
      if (!line.messages().isEmpty()) {
        line.messages().forEach(entry.putArray("messages")::add);
      }
    }
    story.remarks().forEach(json.putArray("remarks")::add);
    return json;
  }

  /** A story for each anomaly, those too of which nothing was told. */
  static List<Story> stories(List<Anomaly> anomalies, JsonNode json) {
    List<Story> stories = new ArrayList<>();
    for (int i = 0; i < anomalies.size(); i++) {
      JsonNode story = json.path(i).path("story");
      stories.add(
          new Story(
              anomalies.get(i).description(),
              story.path("lines").valueStream().map(StoryJson::line).toList(),
              story.path("remarks").valueStream().map(JsonNode::asString).toList()));
    }
    return List.copyOf(stories);
  }

  private static Line line(JsonNode json) {
    Optional<JsonNode> operation = json.optional("operation").map(index -> index);
    return new Line(
        json.path("time-nanos").asLong(),
        json.path("who").asString(""),
        Arrow.valueOf(json.path("arrow").asString("").toUpperCase(Locale.ROOT)),
        json.path("whom").asString(""),
        json.path("what").asString(""),
        json.path("fate").asString(""),
        json.path("amiss").asBoolean(false),
        operation.map(index -> OptionalInt.of(index.asInt())).orElse(OptionalInt.empty()),
        json.path("messages").valueStream().map(JsonNode::asLong).toList());
  }
}
