package glomers.bench.plan;

import glomers.bench.json.Json;
import glomers.bench.nemesis.FaultSpan;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes plans as JSON that people can read and edit: one thing that happens a line. */
public final class PlanWriter {

  static final int VERSION = 1;

  private PlanWriter() {}

  /** A plan as text. */
  public static String write(Plan plan) {
    StringBuilder text = new StringBuilder("{\n");
    member(text, "version", Json.number(VERSION));
    member(text, "clock", Json.text(plan.clock().name().toLowerCase(Locale.ROOT)));
    member(text, "options", Json.tree(plan.options()));
    member(text, "arguments", Json.tree(plan.arguments()));
    ObjectNode clients = Json.object();
    plan.nodesByClient().forEach((client, node) -> clients.put("" + client, node));
    member(text, "nodesByClient", clients);
    member(text, "endSeconds", decimal(plan.endNanos(), 9));
    member(text, "hasFinalPhase", Json.tree(plan.hasFinalPhase()));
    list(text, "operations", plan.operations().stream().map(PlanWriter::operation).toList());
    list(text, "faults", plan.faults().stream().map(PlanWriter::fault).toList());
    appendDecisions(text, plan.decisions());
    return text.append("\n}\n").toString();
  }

  private static void member(StringBuilder text, String key, JsonNode value) {
    text.append("  \"").append(key).append("\": ").append(line(value)).append(",\n");
  }

  private static void list(StringBuilder text, String key, List<ObjectNode> items) {
    text.append("  \"").append(key).append("\": [");
    String separator = "\n    ";
    for (ObjectNode item : items) {
      text.append(separator).append(line(item));
      separator = ",\n    ";
    }
    text.append(items.isEmpty() ? "],\n" : "\n  ],\n");
  }

  private static String line(JsonNode value) {
    return new String(Json.bytes(value), StandardCharsets.UTF_8);
  }

  private static ObjectNode operation(PlannedOperation operation) {
    ObjectNode json = Json.object();
    json.set("atSeconds", decimal(operation.atNanos(), 9));
    json.put("client", operation.client());
    json.put("ask", operation.invocation().function());
    if (!operation.invocation().input().isNull()) {
      json.set("with", operation.invocation().input());
    }
    return json;
  }

  private static ObjectNode fault(FaultSpan fault) {
    ObjectNode json = Json.object();
    json.put("fault", fault.kind().name().toLowerCase(Locale.ROOT));
    json.set("fromSeconds", decimal(fault.startNanos(), 9));
    json.set("untilSeconds", decimal(fault.stopNanos(), 9));
    if (fault.partition().cutsAnything()) {
      json.put("called", fault.label());
      ObjectNode unheard = json.putObject("unheard");
      fault
          .partition()
          .unheard()
          .forEach((receiver, senders) -> unheard.set(receiver, Json.tree(List.copyOf(senders))));
    } else {
      json.set("nodes", Json.tree(fault.nodes()));
    }
    return json;
  }

  /** Without a tree: a large run has a million of them. */
  private static void appendDecisions(StringBuilder text, Map<DecisionName, Long> decisions) {
    text.append("  \"decisions\": [");
    DecisionName before = null;
    for (Map.Entry<DecisionName, Long> decision : decisions.entrySet()) {
      DecisionName name = decision.getKey();
      if (before == null || !name.isAboutTheSameAs(before)) {
        text.append(before == null ? "\n    {" : "},\n    {");
        text.append("\"about\":").append(line(Json.text(name.subject())));
        text.append(",\"number\":").append(name.number());
        text.append(name.copy() == 0 ? "" : ",\"isCopy\":true");
        before = name;
      }
      DecisionField field = DecisionField.of(name.kind());
      long value = decision.getValue();
      text.append(",\"").append(field.key()).append("\":");
      switch (field.unit()) {
        case TRUTH -> text.append(value != 0);
        case COUNT -> text.append(value);
        case MILLIS -> text.append(exactly(value, 6).toPlainString());
      }
    }
    text.append(before == null ? "]" : "}\n  ]");
  }

  /** Nanoseconds in a larger unit, exactly. */
  private static BigDecimal exactly(long nanos, int digits) {
    BigDecimal exact = BigDecimal.valueOf(nanos, digits).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  private static JsonNode decimal(long nanos, int digits) {
    return Json.decimal(exactly(nanos, digits));
  }
}
