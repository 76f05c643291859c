package glomers.bench.page;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.SetChecker.StableValue;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.report.RunReport.Origin;
import glomers.bench.story.OperationWords;
import glomers.bench.story.Stories;
import glomers.bench.story.Story;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as the JSON that its page's scripts read. Long lists are columns of numbers, times in
 * microseconds; and there is a limit to everything that grows with the run, so that the page stays
 * small.
 */
final class PageData {

  private static final int MAX_FAULT_CHARS = 240;
  private static final int MAX_STABLE_VALUES = 10_000;
  private static final int MAX_VALUE_CHARS = 40;
  private static final int MAX_REASONS = 20;
  private static final int MAX_REASON_CHARS = 1_000;
  private static final int MAX_ANOMALIES = 60;
  private static final int MAX_ANOMALY_OPERATIONS = 40;
  private static final int MAX_ANOMALY_TEXT_CHARS = 1_500;
  private static final int MAX_ANOMALY_CHARS = 600_000;

  private PageData() {}

  /**
   * The page's data.
   *
   * @param focusNanos around which moment is shown what there is too much of; the run's most
   *     telling one if empty
   */
  static ObjectNode of(RunPage page, OptionalDouble focusNanos) {
    double focus = focusNanos.orElse(mostTelling(page));
    ObjectNode data = Json.object();
    data.put("title", page.title());
    data.put("harness", page.harness());
    data.set("conclusion", conclusion(page));
    data.set("figures", figures(page));
    data.set("details", pairs(page.details()));
    data.set(
        "repetition",
        Json.object()
            .put("command", page.repetition().command())
            .put("seed", page.repetition().seed())
            .put("remark", page.repetition().remark()));
    data.set("operations", OperationColumns.of(page.operations(), focus));
    data.set("stable", stableValues(page, focus));
    data.set("faults", faults(page));
    data.put("focusMicros", (long) (focus / 1e3));
    data.put("focus", focusKind(page, focusNanos));
    data.set("messages", MessageColumns.of(page, focus));
    data.set("anomalies", anomalies(page));
    data.put("small", Stories.isSmall(page.operations(), page.messages()));
    page.origin().ifPresent(origin -> data.set("origin", origin(origin)));
    data.set("nodes", nodes(page));
    data.set("files", pairs(page.files()));
    return data;
  }

  /** What is to be seen there, by a name that the scripts know. */
  private static String focusKind(RunPage page, OptionalDouble focusNanos) {
    if (focusNanos.isPresent()) {
      return "wanted";
    }
    return page.firstAnomalyNanos().isPresent()
        ? "anomaly"
        : page.faults().isEmpty() ? "start" : "fault";
  }

  /** The first anomaly; without one the first fault, or else the beginning. */
  private static double mostTelling(RunPage page) {
    return page.firstAnomalyNanos()
        .orElseGet(() -> page.faults().isEmpty() ? 0 : page.faults().getFirst().startNanos());
  }

  private static ObjectNode conclusion(RunPage page) {
    ObjectNode json = Json.object();
    json.put("verdict", page.conclusion().validity().name().toLowerCase(Locale.ROOT));
    json.put("sentence", page.conclusion().sentence());
    List<String> reasons = page.conclusion().reasons();
    ArrayNode shown = json.putArray("reasons");
    reasons.stream()
        .limit(MAX_REASONS)
        .forEach(reason -> shown.add(Texts.cut(reason, MAX_REASON_CHARS)));
    json.put("moreReasons", Math.max(0, reasons.size() - MAX_REASONS));
    return json;
  }

  private static ArrayNode figures(RunPage page) {
    ArrayNode list = Json.array();
    for (RunPage.Figure figure : page.figures()) {
      ObjectNode json = list.addObject();
      json.put("name", figure.name());
      json.put("value", figure.value());
      json.put("limit", figure.limit().orElse(""));
      json.put("kept", figure.isKept());
      json.put("meaning", figure.meaning());
    }
    return list;
  }

  private static ArrayNode pairs(Map<String, String> map) {
    ArrayNode list = Json.array();
    map.forEach((name, text) -> list.addArray().add(name).add(text));
    return list;
  }

  private static ObjectNode stableValues(RunPage page, double focusNanos) {
    Columns columns = new Columns();
    List<StableValue> inOrder =
        page.stableValues().stream()
            .sorted(Comparator.comparingLong(StableValue::knownNanos))
            .toList();
    List<StableValue> shown =
        Excerpt.around(inOrder, StableValue::knownNanos, focusNanos, MAX_STABLE_VALUES);
    shown.forEach(stable -> {
      columns.add("known", stable.knownNanos() / 1_000);
      columns.add("took", stable.latencyNanos() / 1_000);
      columns.addText("value", Texts.cut(stable.value().toString(), MAX_VALUE_CHARS));
    });
    return columns.json().put("count", shown.size()).put("total", inOrder.size());
  }

  private static ArrayNode faults(RunPage page) {
    ArrayNode list = Json.array();
    for (RunPage.FaultBand band : page.faults()) {
      ObjectNode json = list.addObject();
      json.put("fault", band.fault());
      json.put("description", Texts.cut(band.description(), MAX_FAULT_CHARS));
      json.put("start", band.startNanos() / 1_000);
      json.put("end", band.endNanos() / 1_000);
      ArrayNode nodes = json.putArray("nodes");
      band.nodes().forEach(nodes::add);
    }
    return list;
  }

  private static ArrayNode anomalies(RunPage page) {
    Map<AnomalyType, List<Anomaly>> byType = new LinkedHashMap<>();
    Map<Anomaly, Story> stories = new IdentityHashMap<>();
    for (int i = 0; i < page.anomalies().size(); i++) {
      Anomaly anomaly = page.anomalies().get(i);
      byType.computeIfAbsent(anomaly.kind(), unused -> new ArrayList<>()).add(anomaly);
      stories.put(anomaly, page.stories().get(i));
    }
    ArrayNode groups = Json.array();
    Lanes lanes = new Lanes(page.operations());
    int shown = 0;
    int chars = 0;
    for (Map.Entry<AnomalyType, List<Anomaly>> entry : byType.entrySet()) {
      ObjectNode group = groups.addObject();
      String name = entry.getKey().name();
      group.put("type", name);
      group.put("rule", entry.getKey().rule().owner());
      group.put("count", page.anomalyCounts().getOrDefault(name, (long) entry.getValue().size()));
      ArrayNode list = group.putArray("shown");
      for (Anomaly anomaly : entry.getValue()) {
        if (shown < MAX_ANOMALIES && chars < MAX_ANOMALY_CHARS) {
          ObjectNode json = anomaly(anomaly);
          json.set("story", StoryData.of(stories.get(anomaly), page));
          anomaly.noOrder().ifPresent(order -> json.set("lanes", lanes.of(anomaly, order)));
          chars += json.toString().length();
          list.add(json);
          shown++;
        }
      }
    }
    return groups;
  }

  private static ObjectNode origin(Origin origin) {
    ObjectNode json = Json.object();
    // Only what is a path within the store, and no address of anything else, becomes a link.
    boolean isPath = origin.shrunkFrom().matches("[\\w./-]+");
    json.put("path", isPath ? origin.shrunkFrom().replaceAll("/+$", "") : "");
    ArrayNode takenAway = json.putArray("takenAway");
    origin.takenAway().forEach(sentence -> takenAway.add(Texts.cut(sentence, MAX_REASON_CHARS)));
    return json;
  }

  private static ObjectNode anomaly(Anomaly anomaly) {
    ObjectNode json = Json.object();
    json.put("description", Texts.cut(anomaly.description(), MAX_ANOMALY_TEXT_CHARS));
    OperationWords words = new OperationWords(anomaly.subject());
    ArrayNode operations = json.putArray("operations");
    anomaly.operations().stream()
        .limit(MAX_ANOMALY_OPERATIONS)
        .forEach(operation -> operations.add(operation(operation, words)));
    json.put("moreOperations", Math.max(0, anomaly.operations().size() - MAX_ANOMALY_OPERATIONS));
    ArrayNode edges = json.putArray("edges");
    anomaly.dependencies().stream()
        .limit(MAX_ANOMALY_OPERATIONS)
        .forEach(edge ->
            edges
                .addObject()
                .put("from", edge.from())
                .put("to", edge.to())
                .put("relation", edge.relation())
                .put("why", Texts.cut(edge.why(), MAX_ANOMALY_TEXT_CHARS)));
    return json;
  }

  private static ObjectNode operation(Operation operation, OperationWords words) {
    ObjectNode json = Json.object();
    json.put("index", operation.index());
    json.put("process", operation.process());
    json.put("node", operation.node());
    json.put("function", operation.function());
    json.put("input", Texts.cut(text(words.cut(operation.input())), MAX_ANOMALY_TEXT_CHARS));
    json.put("outcome", operation.outcome().name().toLowerCase(Locale.ROOT));
    json.put("output", Texts.cut(text(words.cut(operation.output())), MAX_ANOMALY_TEXT_CHARS));
    json.put("error", Texts.cut(operation.error(), MAX_ANOMALY_TEXT_CHARS));
    json.put("invoked", operation.invokedNanos() / 1_000);
    json.put("completed", operation.completedNanos() / 1_000);
    json.put("final", operation.isFinal());
    return json;
  }

  /** A value on one line; nothing for a JSON null. */
  static String text(tools.jackson.databind.JsonNode value) {
    return value.isNull() || value.isMissingNode() ? "" : value.toString();
  }

  private static ArrayNode nodes(RunPage page) {
    ArrayNode list = Json.array();
    for (RunPage.NodeSummary node : page.nodes()) {
      ObjectNode json = list.addObject();
      json.put("name", node.name());
      json.put("sent", node.sentCount());
      json.put("received", node.receivedCount());
      json.put("missed", node.missedCount());
      json.put("logLines", node.logLineCount());
      ArrayNode tail = json.putArray("log");
      node.logTail().forEach(tail::add);
    }
    return list;
  }
}
