package glomers.bench.plan;

import glomers.bench.client.Invocation;
import glomers.bench.engine.Clock;
import glomers.bench.engine.Decisions.Kind;
import glomers.bench.json.Json;
import glomers.bench.nemesis.FaultSpan;
import glomers.bench.network.Partition;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads plans, and says of a wrong one where it is wrong. */
public final class PlanReader {

  private static final Set<String> NAMES = Set.of("about", "number", "isCopy");

  private final PlanNode root;

  private PlanReader(PlanNode root) {
    this.root = root;
  }

  /**
   * Reads a plan.
   *
   * @throws PlanFormatException if the text is none
   */
  public static Plan read(String text) {
    JsonNode json;
    try {
      json = Json.parse(text);
    } catch (JacksonException e) {
      throw new PlanFormatException(
          "line " + e.getLocation().getLineNr(), "this is no JSON: " + e.getOriginalMessage());
    }
    return new PlanReader(PlanNode.root(json)).plan();
  }

  private Plan plan() {
    root.allow(
        "version",
        "clock",
        "options",
        "arguments",
        "nodesByClient",
        "endSeconds",
        "hasFinalPhase",
        "operations",
        "faults",
        "decisions");
    long version = root.get("version").count();
    if (version != PlanWriter.VERSION) {
      throw root.get("version")
          .wrong("is of version " + version + "; only " + PlanWriter.VERSION + " is known");
    }
    TestOptions options = root.get("options").as(TestOptions.class);
    Set<String> nodes = Set.copyOf(options.nodes());
    Map<Integer, String> nodesByClient = new LinkedHashMap<>();
    root.get("nodesByClient")
        .forEachMember(
            (client, node) -> nodesByClient.put(node.integer(client), node.oneOf(nodes, "node")));
    List<PlannedOperation> operations = new ArrayList<>();
    root.get("operations")
        .forEach(operation -> operations.add(operation(operation, nodesByClient.keySet())));
    operations.sort(Comparator.comparingLong(PlannedOperation::atNanos)); // stable
    List<FaultSpan> faults = new ArrayList<>();
    Map<NemesisKind, Long> latestStops = new EnumMap<>(NemesisKind.class);
    root.get("faults")
        .forEach(json -> {
          FaultSpan fault = fault(json, nodes);
          if (!options.adversity().nemeses().contains(fault.kind())) {
            throw json.get("fault").wrong("the options' adversity.nemeses have no " + fault.kind());
          }
          Long latestStop = latestStops.put(fault.kind(), fault.stopNanos());
          if (latestStop != null && fault.startNanos() <= latestStop) {
            throw json.get("fromSeconds")
                .wrong("it begins before the last fault of its kind has ended");
          }
          faults.add(fault);
        });
    faults.sort(Comparator.comparingLong(FaultSpan::startNanos));
    TreeMap<DecisionName, Long> decisions = new TreeMap<>();
    root.get("decisions").forEach(decision -> read(decision, decisions));
    List<String> arguments = new ArrayList<>();
    root.get("arguments").forEach(argument -> arguments.add(argument.text()));
    return new Plan(
        clock(),
        options,
        arguments,
        nodesByClient,
        operations,
        faults,
        decisions,
        root.get("endSeconds").nanos(9),
        root.get("hasFinalPhase").truth());
  }

  /** Virtual if it is not said. */
  private Clock clock() {
    Map<String, Clock> clocks = new LinkedHashMap<>();
    for (Clock clock : Clock.values()) {
      clocks.put(clock.name().toLowerCase(Locale.ROOT), clock);
    }
    return root.has("clock")
        ? clocks.get(root.get("clock").oneOf(clocks.keySet(), "clock"))
        : Clock.VIRTUAL;
  }

  private static PlannedOperation operation(PlanNode json, Set<Integer> clients) {
    json.allow("atSeconds", "client", "ask", "with");
    int client = (int) json.get("client").count();
    if (!clients.contains(client)) {
      throw json.get("client").wrong("there is no client " + client + " in nodesByClient");
    }
    return new PlannedOperation(
        json.get("atSeconds").nanos(9),
        client,
        new Invocation(
            json.get("ask").text(), json.has("with") ? json.get("with").json() : Json.nothing()));
  }

  private static FaultSpan fault(PlanNode json, Set<String> nodes) {
    json.allow("fault", "fromSeconds", "untilSeconds", "nodes", "called", "unheard");
    Map<String, NemesisKind> kinds = new LinkedHashMap<>();
    for (NemesisKind kind : NemesisKind.values()) {
      kinds.put(kind.name().toLowerCase(Locale.ROOT), kind);
    }
    NemesisKind kind = kinds.get(json.get("fault").oneOf(kinds.keySet(), "fault"));
    long start = json.get("fromSeconds").nanos(9);
    long stop = json.get("untilSeconds").nanos(9);
    if (stop < start) {
      throw json.get("untilSeconds").wrong("it ends before it begins");
    }
    if (kind != NemesisKind.PARTITION) {
      List<String> victims = new ArrayList<>();
      json.get("nodes").forEach(node -> victims.add(node.oneOf(nodes, "node")));
      return new FaultSpan(kind, start, stop, victims);
    }
    Map<String, Set<String>> unheard = new LinkedHashMap<>();
    if (json.has("unheard")) {
      json.get("unheard")
          .forEachMember((receiver, senders) -> {
            senders.requireOneOf(receiver, nodes, "node");
            Set<String> deafTo = new LinkedHashSet<>();
            senders.forEach(sender -> deafTo.add(sender.oneOf(nodes, "node")));
            unheard.put(receiver, deafTo);
          });
    }
    return new FaultSpan(
        start, stop, new Partition(unheard), json.has("called") ? json.get("called").text() : "");
  }

  private static void read(PlanNode json, Map<DecisionName, Long> decisions) {
    String subject = json.get("about").text();
    long number = json.get("number").count();
    int copy = json.has("isCopy") && json.get("isCopy").truth() ? 1 : 0;
    json.forEachMember((key, value) -> {
      if (NAMES.contains(key)) {
        return;
      }
      DecisionField field =
          DecisionField.byKey().get(value.oneOfKeys(key, DecisionField.byKey().keySet()));
      Kind kind = field.kind();
      decisions.put(
          new DecisionName(kind, subject, number, copy),
          switch (field.unit()) {
            case TRUTH -> value.truth() ? 1L : 0L;
            case COUNT -> value.count();
            case MILLIS -> value.nanos(6);
          });
    });
  }
}
