package glomers.bench.report;

import glomers.bench.checker.Anomaly;
import glomers.bench.json.Json;
import glomers.bench.run.RunResult;
import glomers.bench.run.TestOptions;
import glomers.bench.store.HistoryWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code results.json} holds. Where Maelstrom's results have a figure too, it has the same
 * name.
 */
public final class ResultsJson {

  private ResultsJson() {}

  /**
   * What is to be known about a run besides its history.
   *
   * @param title what was tested
   * @param command what repeats it
   * @param isSimulated whether it ran on virtual time
   * @param historyHash the SHA-256 of its history
   * @param omittedMessageCount how many messages are missing in {@code messages.jsonl}
   */
  public record Heading(
      String title,
      String command,
      boolean isSimulated,
      String historyHash,
      long omittedMessageCount) {}

  /** The file's text. */
  public static String write(
      Heading heading, TestOptions options, RunResult run, Judgement judgement) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("title", heading.title());
    results.put(
        "valid",
        switch (judgement.validity()) {
          case VALID -> true;
          case INVALID, CRASHED -> false;
          case UNKNOWN -> "unknown";
        });
    results.put("verdict", judgement.validity().name().toLowerCase(Locale.ROOT));
    results.put("reasons", judgement.reasons());
    results.put("seed", options.seed());
    results.put("command", heading.command());
    results.put("simulated", heading.isSimulated());
    results.put("history-sha256", heading.historyHash());
    results.put("run-nanos", run.elapsedNanos() - run.beganNanos());
    results.put("omitted-message-count", heading.omittedMessageCount());
    results.put("fault-count", run.faults().size());
    results.putAll(judgement.results());
    results.put("anomalies", anomalies(judgement.anomalies()));
    results.put("options", options(options));
    return Json.pretty(results) + "\n";
  }

  private static List<Object> anomalies(List<Anomaly> anomalies) {
    List<Object> list = new ArrayList<>();
    for (Anomaly anomaly : anomalies) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("type", anomaly.type());
      entry.put("description", anomaly.description());
      entry.put("operations", anomaly.operations().stream().map(HistoryWriter::toJson).toList());
      if (!anomaly.dependencies().isEmpty()) {
        entry.put("dependencies", anomaly.dependencies());
      }
      list.add(entry);
    }
    return list;
  }

  private static Map<String, Object> options(TestOptions options) {
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
    return entry;
  }
}
