package glomers.bench.page;

import glomers.bench.json.Json;
import glomers.bench.network.Packet;
import glomers.bench.network.TracedMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The messages as columns: as many as there is room for, around one moment, and the texts of those
 * next to it. How many there were in each slice of time is told for all of them.
 */
final class MessageColumns {

  private static final int MAX_MESSAGES = 50_000;
  private static final int MAX_TEXT_CHARS = 240;
  private static final int MAX_ALL_TEXT_CHARS = 1_300_000;
  private static final int SLICES = 400;

  /** The line that all clients share. */
  private static final String CLIENTS = "clients";

  private final List<TracedMessage> messages;
  private final Columns.Names lanes = new Columns.Names();
  private final Map<String, Integer> laneByName = new LinkedHashMap<>();

  private MessageColumns(RunPage page) {
    this.messages = page.messages();
    lanes.number(CLIENTS);
    page.nodes().forEach(node -> laneByName.put(node.name(), lanes.number(node.name())));
  }

  static ObjectNode of(RunPage page, double focusNanos) {
    return new MessageColumns(page).write(page, focusNanos);
  }

  private int lane(String name) {
    return laneByName.computeIfAbsent(
        name, unused -> Packet.isClient(name) ? 0 : lanes.number(name));
  }

  private ObjectNode write(RunPage page, double focusNanos) {
    int focus = Excerpt.firstSince(messages, TracedMessage::sentNanos, focusNanos);
    int from = Math.max(0, Math.min(focus - MAX_MESSAGES / 4, messages.size() - MAX_MESSAGES));
    int to = Math.min(messages.size(), from + MAX_MESSAGES);
    String[] types = new String[to - from];
    String[] texts = new String[to - from];
    readBodies(from, to, focus, types, texts);

    Columns columns = new Columns();
    Columns.Names typeNames = new Columns.Names();
    int textCount = 0;
    for (int i = from; i < to; i++) {
      TracedMessage message = messages.get(i);
      columns.addDelta("id", message.id());
      columns.addDelta("sent", message.sentNanos() / 1_000);
      columns.add("took", (message.endNanos() - message.sentNanos()) / 1_000);
      columns.add("src", lane(message.src()));
      columns.add("dest", lane(message.dest()));
      columns.add("fate", message.fate().ordinal() + (message.isCopy() ? 8 : 0));
      columns.add("type", typeNames.number(types[i - from]));
      columns.addText("text", texts[i - from]);
      textCount += texts[i - from].isEmpty() ? 0 : 1;
    }
    ObjectNode json = columns.json();
    json.set("slices", slices());
    json.set("types", typeNames.json());
    json.set("lanes", lanes.json());
    json.put("nodeCount", page.nodes().size());
    json.put("count", to - from);
    json.put("total", messages.size());
    json.put("textCount", textCount);
    json.put("remark", page.messagesRemark());
    return json;
  }

  /** The verbs of all, and the texts of those around the focus, three after it for one before. */
  private void readBodies(int from, int to, int focus, String[] types, String[] texts) {
    int room = MAX_ALL_TEXT_CHARS;
    int before = focus - 1;
    int after = focus;
    for (int turn = 0; before >= from || after < to; turn++) {
      boolean isForward = before < from || after < to && turn % 4 != 0;
      int at = isForward ? after++ : before--;
      JsonNode body = body(messages.get(at));
      types[at - from] = Texts.cut(body.path("type").asString("?"), 40);
      texts[at - from] = room > 0 ? Texts.cut(body.toString(), MAX_TEXT_CHARS) : "";
      room -= texts[at - from].length();
    }
  }

  private static JsonNode body(TracedMessage message) {
    try {
      return Json.parse(message.json()).path("body");
    } catch (JacksonException e) {
      return Json.text(message.json());
    }
  }

  /** For each line, how many messages it sent in each slice of the run, and how many were lost. */
  private ObjectNode slices() {
    ObjectNode json = Json.object();
    if (messages.isEmpty()) {
      return json;
    }
    long start = messages.getFirst().sentNanos() / 1_000;
    long end = start + 1;
    for (TracedMessage message : messages) {
      end = Math.max(end, message.endNanos() / 1_000);
    }
    double width = (double) (end - start + 1) / SLICES;
    Map<Integer, int[]> sent = new LinkedHashMap<>();
    Map<Integer, int[]> missed = new LinkedHashMap<>();
    for (TracedMessage message : messages) {
      int slice = (int) ((message.sentNanos() / 1_000 - start) / width);
      int lane = lane(message.src());
      if (!message.isCopy()) {
        sent.computeIfAbsent(lane, unused -> new int[SLICES])[slice]++;
      }
      if (message.fate().isMissed()) {
        missed.computeIfAbsent(lane, unused -> new int[SLICES])[slice]++;
      }
    }
    json.put("start", start);
    json.put("width", width);
    json.put("end", end);
    putCounts(json.putObject("sent"), sent);
    putCounts(json.putObject("missed"), missed);
    return json;
  }

  private static void putCounts(ObjectNode json, Map<Integer, int[]> countsByLane) {
    countsByLane.forEach((lane, counts) -> {
      ArrayNode list = json.putArray(String.valueOf(lane));
      for (int count : counts) {
        list.add(count);
      }
    });
  }
}
