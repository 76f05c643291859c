package glomers.bench.page;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Anomaly.Dependency;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.limits.Limits;
import glomers.bench.limits.LimitsFile;
import glomers.bench.limits.RunFigures;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import glomers.bench.page.RunPage.Figure;
import glomers.bench.page.RunPage.Repetition;
import glomers.bench.report.Validity;
import glomers.bench.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The page of a run of this bench: right after it, or out of its folder whenever one likes. */
public final class BenchRun {

  /** What lies beside the page, in the order in which a reader may want it. */
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put("results.json", "verdict, all figures, the anomalies with their operations, options");
    FILES.put("history.jsonl", "every operation, a line each");
    FILES.put("messages.jsonl", "every message and what became of it, a line each");
    FILES.put("faults.jsonl", "what was broken and when");
    FILES.put("node-logs", "what each node wrote to STDERR");
  }

  private BenchRun() {}

  /**
   * Reads a run's folder.
   *
   * @throws IOException if there is no run of this bench in it that can be read
   */
  public static RunPage read(Path folder) throws IOException {
    RunFolder files = new RunFolder(folder);
    return of(folder, files.results(), files.history(), files.faults(), files.messages());
  }

  /**
   * A run that has just been written to its folder, without reading it all again.
   *
   * @param folder where its logs and its limits are
   * @param results what {@code results.json} holds
   */
  public static RunPage of(
      Path folder,
      JsonNode results,
      List<Operation> history,
      List<FaultEvent> faults,
      List<TracedMessage> messages)
      throws IOException {
    Limits limits = LimitsFile.read(folder);
    Validity validity =
        Validity.valueOf(results.path("verdict").asString("unknown").toUpperCase(Locale.ROOT));
    List<String> nodes = strings(results.path("options").path("nodes"));
    List<Anomaly> anomalies = anomalies(results.path("anomalies"));
    Map<String, Long> counts = counts(anomalies, results.path("workload"));
    List<Figure> figures =
        Figures.of(results, RunFigures.of(validity == Validity.VALID, map(results)), limits);
    List<String> reasons = strings(results.path("reasons"));
    // Of such a run there is one reason, which is no anomaly's.
    boolean isBrokenOff =
        reasons.size() == 1
            && counts.keySet().stream()
                .noneMatch(type -> reasons.getFirst().startsWith(type + ":"));
    boolean isSimulated = results.path("simulated").asBoolean(false);
    long endNanos = results.path("run-nanos").asLong(lastNanos(history));
    return new RunPage(
        results.path("title").asString(results.path("options").path("workload").asString("a run")),
        (isSimulated
                ? "Simulated by maelstrom-bench on virtual time"
                : "Tested by maelstrom-bench on real time")
            + RunTime.words(folder),
        Conclusions.of(
            validity,
            reasons,
            isBrokenOff,
            counts,
            history.size(),
            history.stream().filter(Operation::isOk).count(),
            figures),
        figures,
        Figures.details(results.path("workload")),
        new Repetition(
            results.path("command").asString(""),
            results.path("seed").asString(""),
            isSimulated
                ? "On virtual time the same program gives the same run again, to the byte."
                : "Asks the same questions and injects the same faults; processes keep their own"
                    + " time, so answers come a little sooner or later."),
        history,
        RunPage.stableValues(history),
        FaultBands.of(faults, nodes, endNanos),
        messages,
        messagesRemark(results, messages),
        anomalies,
        counts,
        NodeSummaries.of(nodes, messages, folder),
        files(folder));
  }

  private static String messagesRemark(JsonNode results, List<TracedMessage> messages) {
    long omitted = results.path("omitted-message-count").asLong(0);
    if (messages.isEmpty()) {
      return "This run left no messages.jsonl, so there are no messages to show.";
    }
    return omitted == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "The first %,d messages were kept; there were %,d more.",
            messages.size(),
            omitted);
  }

  private static long lastNanos(List<Operation> history) {
    return history.stream().mapToLong(Operation::completedNanos).max().orElse(0);
  }

  private static List<Anomaly> anomalies(JsonNode list) {
    List<Anomaly> anomalies = new ArrayList<>();
    for (JsonNode json : list) {
      List<Operation> operations = new ArrayList<>();
      json.path("operations").forEach(operation -> operations.add(RunFolder.operation(operation)));
      List<Dependency> dependencies = new ArrayList<>();
      json.path("dependencies")
          .forEach(edge ->
              dependencies.add(
                  new Dependency(
                      edge.path("from").asInt(),
                      edge.path("to").asInt(),
                      edge.path("relation").asString(),
                      edge.path("why").asString())));
      anomalies.add(
          new Anomaly(
              json.path("type").asString(),
              json.path("description").asString(),
              operations,
              dependencies));
    }
    return anomalies;
  }

  /** How many of each listed type there are; a checker counts more than it lists. */
  private static Map<String, Long> counts(List<Anomaly> anomalies, JsonNode workload) {
    Map<String, Long> counts = new LinkedHashMap<>();
    anomalies.forEach(anomaly -> counts.merge(anomaly.type(), 1L, Long::sum));
    counts.replaceAll((type, listed) -> {
      long byBroadcast = workload.path("anomaly-counts").path(type).asLong(0);
      long byKafka = workload.path("anomalies").path(type).asLong(0);
      return Math.max(listed, Math.max(byBroadcast, byKafka));
    });
    return counts;
  }

  private static Map<String, String> files(Path folder) {
    Map<String, String> present = new LinkedHashMap<>(FILES);
    present.keySet().removeIf(name -> Files.notExists(folder.resolve(name)));
    return present;
  }

  private static Map<?, ?> map(JsonNode json) {
    return Json.convert(json, Map.class);
  }

  private static List<String> strings(JsonNode list) {
    List<String> strings = new ArrayList<>();
    list.forEach(element -> strings.add(element.asString()));
    return strings;
  }
}
