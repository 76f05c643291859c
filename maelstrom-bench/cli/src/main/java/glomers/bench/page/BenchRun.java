package glomers.bench.page;

import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import glomers.bench.page.RunPage.Figure;
import glomers.bench.page.RunPage.Repetition;
import glomers.bench.report.ResultsJson;
import glomers.bench.report.RunReport;
import glomers.bench.store.RunFolder;
import glomers.bench.suite.Limits;
import glomers.bench.verdict.RunFigures;
import glomers.bench.verdict.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of a run of this bench: right after it, or out of its folder whenever one likes. */
public final class BenchRun {

  /** What lies beside the page, in the order in which a reader may want it. */
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put("results.json", "verdict, all figures, the anomalies with their operations, options");
    FILES.put("history.jsonl", "every operation, a line each");
    FILES.put("history.edn", "the same as Jepsen writes it, for Elle and Knossos");
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
    return of(
        folder,
        ResultsJson.read(files.results()),
        files.history(),
        files.faults(),
        files.messages());
  }

  /**
   * A run that has just been written to its folder, without reading it all again.
   *
   * @param folder where its logs and its limits are
   * @param report what {@code results.json} holds
   */
  public static RunPage of(
      Path folder,
      RunReport report,
      List<Operation> history,
      List<FaultEvent> faults,
      List<TracedMessage> messages)
      throws IOException {
    Limits limits = new RunFolder(folder).limits();
    List<String> nodes = report.nodes();
    boolean isSimulated = report.heading().isSimulated();
    List<Figure> figures =
        Figures.of(
            report.figures(),
            RunFigures.of(
                report.validity() == Validity.VALID, Json.convert(report.figures(), Map.class)),
            limits);
    return new RunPage(
        report.heading().title(),
        (isSimulated
                ? "Simulated by maelstrom-bench on virtual time"
                : "Tested by maelstrom-bench on real time")
            + RunTime.words(folder),
        Conclusions.of(
            report.verdicts(),
            report.rules(),
            report.remarks(),
            report.anomalyCounts(),
            history.size(),
            history.stream().filter(Operation::isOk).count(),
            figures),
        figures,
        Figures.details(report.figures().path("workload")),
        new Repetition(
            report.heading().command(),
            Long.toString(report.heading().seed()),
            isSimulated
                ? "On virtual time the same program gives the same run again, to the byte."
                : "Asks the same questions and injects the same faults; processes keep their own"
                    + " time, so answers come a little sooner or later."),
        history,
        RunPage.stableValues(history),
        FaultBands.of(faults, report.heading().runNanos()),
        messages,
        messagesRemark(report.heading().omittedMessageCount(), messages),
        report.anomalies(),
        report.stories(),
        report.anomalyCounts(),
        NodeSummaries.of(nodes, messages, folder),
        files(folder),
        report.origin());
  }

  private static String messagesRemark(long omitted, List<TracedMessage> messages) {
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

  private static Map<String, String> files(Path folder) {
    Map<String, String> present = new LinkedHashMap<>(FILES);
    present.keySet().removeIf(name -> Files.notExists(folder.resolve(name)));
    return present;
  }
}
