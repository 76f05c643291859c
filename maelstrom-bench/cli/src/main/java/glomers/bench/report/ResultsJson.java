package glomers.bench.report;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Anomaly.Dependency;
import glomers.bench.checker.Anomaly.NoOrder;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Rule;
import glomers.bench.checker.RuleSet;
import glomers.bench.checker.Subject;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.options.TestOptions;
import glomers.bench.report.RunReport.Heading;
import glomers.bench.report.RunReport.Origin;
import glomers.bench.run.HistoryWriter;
import glomers.bench.store.RunLines;
import glomers.bench.verdict.Remark;
import glomers.bench.verdict.Validity;
import glomers.bench.verdict.Verdicts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@link RunReport} as {@code results.json} holds it. Where Maelstrom's results have a figure
 * too, it has the same name.
 */
public final class ResultsJson {

  private ResultsJson() {}

  /** The file's text. */
  public static String write(RunReport report) {
    Heading heading = report.heading();
    ObjectNode results = Json.object();
    results.put("title", heading.title());
    switch (report.validity()) {
      case VALID -> results.put("valid", true);
      case INVALID, CRASHED -> results.put("valid", false);
      case UNKNOWN -> results.put("valid", "unknown");
    }
    results.put("verdict", label(report.validity()));
    results.put("rules", label(report.rules()));
    ObjectNode verdicts = results.putObject("verdicts");
    for (RuleSet rules : RuleSet.values()) {
      verdicts.put(label(rules), label(report.verdicts().by(rules)));
    }
    report.reasons().forEach(results.putArray("reasons")::add);
    var remarks = results.putArray("remarks");
    for (Remark remark : report.remarks()) {
      remarks.addObject().put("kind", label(remark.kind())).put("sentence", remark.sentence());
    }
    results.put("seed", heading.seed());
    results.put("command", heading.command());
    results.put("simulated", heading.isSimulated());
    report
        .origin()
        .ifPresent(origin -> {
          results.put("shrunkFrom", origin.shrunkFrom());
          origin.takenAway().forEach(results.putArray("takenAway")::add);
        });
    results.put("history-sha256", heading.historyHash());
    results.put("run-nanos", heading.runNanos());
    results.put("omitted-message-count", heading.omittedMessageCount());
    results.put("fault-count", heading.faultCount());
    results.setAll(report.figures());
    results.set("anomalies", anomalies(report));
    results.set("anomaly-counts", Json.tree(report.anomalyCounts()));
    results.set("options", report.options());
    return Json.pretty(results) + "\n";
  }

  /**
   * Reads what was written.
   *
   * @throws IllegalArgumentException if it is from a version that wrote something else
   */
  public static RunReport read(JsonNode results) {
    if (!results.path("verdicts").isObject()) {
      throw new IllegalArgumentException("it says nothing of verdicts; run the test again");
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    results
        .path("anomaly-counts")
        .properties()
        .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
    List<Anomaly> anomalies =
        results.path("anomalies").valueStream().map(ResultsJson::anomaly).toList();
    return new RunReport(
        new Heading(
            results.path("title").asString(),
            results.path("command").asString(""),
            results.path("seed").asLong(),
            results.path("simulated").asBoolean(false),
            results.path("history-sha256").asString(""),
            results.path("run-nanos").asLong(),
            results.path("omitted-message-count").asLong(0),
            results.path("fault-count").asInt(0)),
        ruleSet(results.path("rules")),
        new Verdicts(
            validity(results.path("verdicts").path(label(RuleSet.ALL))),
            validity(results.path("verdicts").path(label(RuleSet.MAELSTROM)))),
        results.path("remarks").valueStream().map(ResultsJson::remark).toList(),
        anomalies,
        StoryJson.stories(anomalies, results.path("anomalies")),
        counts,
        figures(results),
        (ObjectNode) results.required("options"),
        origin(results));
  }

  /** What the checkers left there: each has a verdict of its own beside its figures. */
  private static ObjectNode figures(JsonNode results) {
    ObjectNode figures = Json.object();
    results.properties().stream()
        .filter(entry -> entry.getValue().has("valid"))
        .forEach(entry -> figures.set(entry.getKey(), entry.getValue()));
    return figures;
  }

  private static Optional<Origin> origin(JsonNode results) {
    return results.has("shrunkFrom")
        ? Optional.of(
            new Origin(
                results.path("shrunkFrom").asString(""),
                results.path("takenAway").valueStream().map(JsonNode::asString).toList()))
        : Optional.empty();
  }

  private static Remark remark(JsonNode json) {
    String kind = json.path("kind").asString("").toUpperCase(Locale.ROOT).replace('-', '_');
    return new Remark(Remark.Kind.valueOf(kind), json.path("sentence").asString());
  }

  private static RuleSet ruleSet(JsonNode label) {
    return RuleSet.valueOf(label.asString().toUpperCase(Locale.ROOT));
  }

  private static Validity validity(JsonNode label) {
    return Validity.valueOf(label.asString().toUpperCase(Locale.ROOT));
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JsonNode anomalies(RunReport report) {
    var list = Json.array();
    for (int i = 0; i < report.anomalies().size(); i++) {
      Anomaly anomaly = report.anomalies().get(i);
      ObjectNode entry = list.addObject();
      entry.put("type", anomaly.type());
      entry.put("rule", label(anomaly.rule()));
      entry.put("description", anomaly.description());
      anomaly.operations().stream()
          .map(HistoryWriter::toJson)
          .forEach(entry.putArray("operations")::add);
      if (!anomaly.dependencies().isEmpty()) {
        var edges = entry.putArray("dependencies");
        for (Dependency edge : anomaly.dependencies()) {
          edges
              .addObject()
              .put("from", edge.from())
              .put("to", edge.to())
              .put("relation", edge.relation())
              .put("why", edge.why());
        }
      }
      anomaly.noOrder().ifPresent(order -> entry.set("no-order", noOrder(order)));
      if (!anomaly.subject().equals(Subject.NONE)) {
        entry.set("subject", StoryJson.write(anomaly.subject()));
      }
      if (report.stories().get(i).isTold()) {
        entry.set("story", StoryJson.write(report.stories().get(i)));
      }
    }
    return list;
  }

  private static ObjectNode noOrder(NoOrder order) {
    ObjectNode json = Json.object();
    order.prefix().forEach(json.putArray("prefix")::add);
    json.put("unplaced", order.unplaced());
    order.concurrent().forEach(json.putArray("concurrent")::add);
    order.states().forEach(json.putArray("states")::add);
    return json;
  }

  private static Optional<NoOrder> noOrder(JsonNode json) {
    return json.isObject()
        ? Optional.of(
            new NoOrder(
                json.path("prefix").valueStream().map(JsonNode::asInt).toList(),
                json.path("unplaced").asInt(),
                json.path("concurrent").valueStream().map(JsonNode::asInt).toList(),
                json.path("states").valueStream().map(JsonNode::asString).toList()))
        : Optional.empty();
  }

  private static Anomaly anomaly(JsonNode json) {
    List<Operation> operations = new ArrayList<>();
    json.path("operations").forEach(operation -> operations.add(RunLines.operation(operation)));
    List<Dependency> dependencies = new ArrayList<>();
    json.path("dependencies")
        .forEach(edge ->
            dependencies.add(
                new Dependency(
                    edge.path("from").asInt(),
                    edge.path("to").asInt(),
                    edge.path("relation").asString(),
                    edge.path("why").asString())));
    String rule = json.path("rule").asString("").toUpperCase(Locale.ROOT).replace('-', '_');
    return new Anomaly(
        new AnomalyType(json.path("type").asString(), Rule.valueOf(rule)),
        json.path("description").asString(),
        operations,
        dependencies,
        StoryJson.subject(json.path("subject")),
        noOrder(json.path("no-order")));
  }

  /** Options by their names on the command line. */
  static ObjectNode options(TestOptions options) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("workload", options.workload());
    entry.put("nodes", options.nodes());
    entry.put("concurrency", options.load().concurrency());
    entry.put("time-limit", options.load().timeLimitSeconds());
    entry.put("recovery", options.load().recoverySeconds());
    entry.put("rate", options.load().rate());
    entry.put("latency", options.adversity().latency().meanMillis());
    entry.put(
        "latency-dist",
        options.adversity().latency().distribution().name().toLowerCase(Locale.ROOT));
    entry.put("loss", options.adversity().linkFaults().lossProbability());
    entry.put("duplicate", options.adversity().linkFaults().duplicateProbability());
    entry.put("reorder", options.adversity().linkFaults().reorderProbability());
    entry.put("retry", options.adversity().linkFaults().retryProbability());
    entry.put(
        "nemesis",
        options.adversity().nemeses().stream()
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .toList());
    entry.put("nemesis-interval", options.adversity().nemesisIntervalSeconds());
    entry.put("nemesis-delay", options.adversity().nemesisDelaySeconds());
    options.demands().maxStallSeconds().ifPresent(seconds -> entry.put("max-stall", seconds));
    options.demands().maxStaleSeconds().ifPresent(seconds -> entry.put("max-stale", seconds));
    entry.put("max-down", options.maxDownOrMinority());
    options.demands().okFraction().ifPresent(fraction -> entry.put("availability", fraction));
    entry.put("consistency-models", options.data().consistencyModels());
    entry.put("topology", options.data().topology());
    options.data().keyCount().ifPresent(count -> entry.put("key-count", count));
    entry.put("max-txn-length", options.data().maxTxnLength());
    entry.put("max-writes-per-key", options.data().maxWritesPerKey());
    entry.put("rules", label(options.demands().rules()));
    return Json.tree(entry);
  }
}
