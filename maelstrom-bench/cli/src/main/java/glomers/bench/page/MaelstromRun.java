package glomers.bench.page;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.RuleSet;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.maelstrom.Edn;
import glomers.bench.maelstrom.EdnHistory;
import glomers.bench.maelstrom.NetJournal;
import glomers.bench.network.TracedMessage;
import glomers.bench.page.RunPage.Figure;
import glomers.bench.page.RunPage.Repetition;
import glomers.bench.store.RunFolder;
import glomers.bench.story.Stories;
import glomers.bench.verdict.Remark;
import glomers.bench.verdict.RunFigures;
import glomers.bench.verdict.Validity;
import glomers.bench.verdict.Verdicts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The page of a run of Maelstrom, as far as what it left in its store holds it. */
final class MaelstromRun {

  /** What a run came to. */
  static final String RESULTS = "results.edn";

  private static final Pattern CONCURRENCY = Pattern.compile("(\\d{1,4})(n?)");

  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put(RESULTS, "verdict, figures and anomalies");
    FILES.put("history.txt", "every operation's beginning and end");
    FILES.put("timeline.html", "the operations, a column for each process");
    FILES.put("messages.svg", "the messages as Maelstrom draws them");
    FILES.put("jepsen.log", "what Maelstrom said");
    FILES.put("node-logs", "what each node wrote to STDERR");
  }

  private MaelstromRun() {}

  static RunPage read(Path folder) throws IOException {
    ObjectNode results = results(folder);
    List<String> nodes = nodes(folder.resolve("node-logs"));
    Path historyFile = folder.resolve("history.edn");
    if (!Files.exists(historyFile)) {
      throw new IOException(folder + " holds no history.edn: did the run break off?");
    }
    String command = command(folder.resolve("jepsen.log"));
    EdnHistory history = EdnHistory.read(historyFile, nodes, concurrency(command, nodes.size()));
    List<Operation> operations = history.operations();
    List<TracedMessage> messages = NetJournal.read(folder.resolve("net-journal"), operations);
    Validity validity =
        switch (results.path("valid?").asString("unknown")) {
          case "true" -> Validity.VALID;
          case "false" -> Validity.INVALID;
          default -> Validity.UNKNOWN;
        };
    List<Anomaly> anomalies = new MaelstromAnomalies(history, operations).of(results);
    Map<String, Long> counts = new LinkedHashMap<>();
    anomalies.forEach(anomaly -> counts.merge(anomaly.type(), 1L, Long::sum));
    List<Figure> figures =
        Figures.of(
            results,
            RunFigures.of(validity == Validity.VALID, Json.convert(results, Map.class)),
            new RunFolder(folder).limits());
    return new RunPage(
        title(folder, nodes, command),
        "Tested by Maelstrom on real time" + RunTime.words(folder),
        Conclusions.of(
            new Verdicts(validity, validity),
            RuleSet.MAELSTROM,
            reasons(results, validity),
            counts,
            operations.size(),
            operations.stream().filter(Operation::isOk).count(),
            figures),
        figures,
        Figures.details(results.path("workload")),
        new Repetition(
            command,
            "",
            command.isEmpty()
                ? "Maelstrom's log does not say how the run was started."
                : "Maelstrom has no seeds: the same flags again, with other questions and faults."),
        operations,
        RunPage.stableValues(operations),
        FaultBands.of(history.faults(), history.lastNanos()),
        messages,
        messages.isEmpty()
            ? "There is no net-journal in this folder, so no messages can be drawn here;"
                + " messages.svg, if it is there, has the first of them."
            : "",
        anomalies,
        Stories.of(anomalies, operations, messages, history.faults()),
        counts,
        NodeSummaries.of(nodes, messages, folder),
        files(folder),
        Optional.empty());
  }

  private static ObjectNode results(Path folder) throws IOException {
    List<JsonNode> values = new ArrayList<>();
    Edn.read(folder.resolve(RESULTS), values::add);
    if (values.isEmpty() || !(values.getFirst() instanceof ObjectNode results)) {
      throw new IOException(folder.resolve(RESULTS) + " holds no map of results.");
    }
    return results;
  }

  /** Their logs bear their names; n10 comes after n9. */
  private static List<String> nodes(Path logs) throws IOException {
    if (!Files.isDirectory(logs)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(logs)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".log"))
          .map(name -> name.substring(0, name.length() - ".log".length()))
          .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
          .toList();
    }
  }

  /** The log's second line, under "Command line:". */
  private static String command(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    try (BufferedReader reader = Files.newBufferedReader(log)) {
      String first = reader.readLine();
      String second = reader.readLine();
      return first != null && first.contains("Command line:") && second != null
          ? second.replaceFirst("^lein run ", "maelstrom ")
          : "";
    }
  }

  private static String title(Path folder, List<String> nodes, String command) throws IOException {
    String workload = option(command, "-w", "%s") + option(command, "--workload", "%s");
    return (workload.isEmpty() ? folder.toRealPath().getParent().getFileName() : workload)
        + ", "
        + nodes.size()
        + (nodes.size() == 1 ? " node" : " nodes")
        + option(command, "--time-limit", ", %s s")
        + option(command, "--rate", " at %s a second");
  }

  /** A number, or one with an n behind it, to multiply by the nodes; 1n if none is given. */
  private static int concurrency(String command, int nodeCount) {
    Matcher matcher = CONCURRENCY.matcher(option(command, "--concurrency", "%s"));
    int threads =
        matcher.matches()
            ? Integer.parseInt(matcher.group(1)) * (matcher.group(2).isEmpty() ? 1 : nodeCount)
            : nodeCount;
    return Math.max(1, threads);
  }

  private static String option(String command, String name, String format) {
    String[] words = command.split(" ");
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals(name) && i + 1 < words.length) {
        return format.formatted(words[i + 1]);
      }
      if (words[i].startsWith(name + "=")) {
        return format.formatted(words[i].substring(name.length() + 1));
      }
    }
    return "";
  }

  private static List<Remark> reasons(JsonNode results, Validity validity) {
    List<Remark> reasons = new ArrayList<>();
    if (validity != Validity.VALID) {
      results
          .properties()
          .forEach(checker -> {
            JsonNode said = checker.getValue().path("valid?");
            if (!said.isMissingNode() && !said.asString("").equals("true")) {
              boolean isInvalid = said.asString("").equals("false");
              reasons.add(
                  new Remark(
                      Remark.Kind.MAELSTROMS_CHECKER,
                      "Maelstrom's checker '"
                          + checker.getKey()
                          + "' says "
                          + (isInvalid ? "invalid." : "unknown.")));
            }
          });
    }
    return reasons;
  }

  private static Map<String, String> files(Path folder) {
    Map<String, String> present = new LinkedHashMap<>(FILES);
    present.keySet().removeIf(name -> Files.notExists(folder.resolve(name)));
    return present;
  }
}
