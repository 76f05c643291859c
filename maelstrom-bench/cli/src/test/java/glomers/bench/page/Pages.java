package glomers.bench.page;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Anomaly.Dependency;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.SetChecker.StableValue;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.linear.LinKvChecker;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import glomers.bench.network.TracedMessage;
import glomers.bench.network.TracedMessage.Fate;
import glomers.bench.page.RunPage.Conclusion;
import glomers.bench.page.RunPage.FaultBand;
import glomers.bench.page.RunPage.Figure;
import glomers.bench.page.RunPage.NodeSummary;
import glomers.bench.page.RunPage.Repetition;
import glomers.bench.report.RunReport.Origin;
import glomers.bench.story.Story;
import glomers.bench.story.Story.Arrow;
import glomers.bench.story.Story.Line;
import glomers.bench.verdict.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Pages that no run has made. */
final class Pages {

  private static final long MILLI = 1_000_000;

  private Pages() {}

  static Operation txn(int index, int process, String input, String output) {
    return new Operation(
        index,
        process,
        "n" + process % 2,
        "txn",
        Json.parse(input),
        index * 10 * MILLI,
        Outcome.OK,
        (index * 10 + 4) * MILLI,
        Json.parse(output),
        "",
        false);
  }

  /** A story of a transaction, a message that arrives and one that is cut off. */
  private static Story told(String text) {
    return new Story(
        text,
        List.of(
            new Line(0, "c0", Arrow.TO, "n0", text, "", false, OptionalInt.of(0), List.of()),
            new Line(
                MILLI, "n0", Arrow.TO, "n1", text, "", false, OptionalInt.empty(), List.of(0L)),
            new Line(
                5 * MILLI,
                "nemesis",
                Arrow.NONE,
                "",
                text,
                "",
                false,
                OptionalInt.empty(),
                List.of()),
            new Line(
                6 * MILLI,
                "n1",
                Arrow.TO,
                "n0",
                text,
                text,
                true,
                OptionalInt.empty(),
                List.of(1L)),
            new Line(
                7 * MILLI,
                "n1",
                Arrow.BETWEEN,
                "n0",
                text,
                "",
                false,
                OptionalInt.empty(),
                List.of(2L, 3L))),
        List.of(text));
  }

  /** Two transactions in a cycle, a lost message, a partition; every text is the given one. */
  static RunPage withTextEverywhere(String text) {
    Operation first = txn(0, 0, "[[\"r\",1,null],[\"w\",1,2]]", "[[\"r\",1,null],[\"w\",1,2]]");
    Operation second = txn(1, 1, "[[\"r\",1,null],[\"w\",1,3]]", "[[\"r\",1,null],[\"w\",1,3]]");
    Operation third =
        new Operation(
            2,
            0,
            "n0",
            text,
            Json.text(text),
            30 * MILLI,
            Outcome.INFO,
            60 * MILLI,
            Json.nothing(),
            text,
            true);
    String json =
        Json.object()
            .put("src", "n0")
            .put("dest", "n1")
            .set("body", Json.object().put("type", text).put("value", text))
            .toString();
    return new RunPage(
        text,
        text,
        new Conclusion(Validity.INVALID, "Invalid: " + text, List.of(text, "two", "three", "four")),
        List.of(
            new Figure("Messages per operation", "1.50", Optional.of("below 1"), false, text),
            new Figure(text, text, Optional.empty(), true, text)),
        Map.of(text, text),
        new Repetition("maelstrom-bench test " + text, "7", text),
        List.of(first, second, third),
        List.of(new StableValue(Json.text(text), 10 * MILLI, 20 * MILLI)),
        List.of(
            new FaultBand("partition", text, 5 * MILLI, 25 * MILLI, List.of()),
            new FaultBand("kill", text, 15 * MILLI, 35 * MILLI, List.of("n1"))),
        List.of(
            new TracedMessage(0, "n0", "n1", MILLI, Fate.DELIVERED, 3 * MILLI, false, json),
            new TracedMessage(1, "n1", "n0", 6 * MILLI, Fate.CUT, 8 * MILLI, false, json),
            new TracedMessage(2, "c1", "n0", 9 * MILLI, Fate.PENDING, 9 * MILLI, false, json)),
        text,
        List.of(
            new Anomaly(
                AnomalyType.ofMaelstrom("lost-update"),
                text,
                List.of(first, second),
                List.of(new Dependency(0, 1, "rw", text), new Dependency(1, 0, text, text))),
            new Anomaly(AnomalyType.ours(text), text, List.of(third))),
        List.of(told(text), new Story(text, List.of(), List.of())),
        Map.of("lost-update", 4L, text, 1L),
        List.of(
            new NodeSummary("n0", 1, 0, 1, List.of(text), 1),
            new NodeSummary("n1", 1, 1, 0, List.of(), 0)),
        Map.of("results.json", text),
        Optional.of(new Origin("../whole", List.of(text))));
  }

  /**
   * As much as the busiest runs leave: 5 nodes, 30 s at 1,000 operations a second, each with a few
   * messages.
   */
  static RunPage large(int operationCount, int nodeCount) {
    List<Operation> operations = new ArrayList<>();
    List<TracedMessage> messages = new ArrayList<>();
    for (int i = 0; i < operationCount; i++) {
      long time = i * MILLI;
      String node = "n" + i % nodeCount;
      operations.add(
          new Operation(
              i,
              i % (2 * nodeCount),
              node,
              i % 2 == 0 ? "send" : "poll",
              Json.parse("[[\"send\",\"" + i % 10 + "\"," + i + "]]"),
              time,
              Outcome.OK,
              time + MILLI + i % 977 * 10_000L,
              Json.parse("[[\"send\",\"" + i % 10 + "\",[" + i + "," + i + "]]]"),
              "",
              false));
      for (int j = 0; j < 4; j++) {
        String src = j == 0 ? "c" + i % 10 : j == 3 ? node : "n" + (i + j) % nodeCount;
        String dest = j == 0 ? node : j == 3 ? "c" + i % 10 : "n" + (i + j + 1) % nodeCount;
        messages.add(
            new TracedMessage(
                4L * i + j,
                src,
                dest,
                time + j * 200_000L,
                Fate.DELIVERED,
                time + j * 200_000L + 150_000,
                false,
                "{\"src\":\""
                    + src
                    + "\",\"dest\":\""
                    + dest
                    + "\",\"body\":{\"type\":\"replicate\",\"entries\":[{\"key\":\"5\",\"value\":"
                    + i
                    + "}],\"position\":{\"epoch\":1,\"index\":"
                    + i
                    + "},\"msg_id\":"
                    + i
                    + "}}"));
      }
    }
    List<NodeSummary> nodes = new ArrayList<>();
    for (int i = 0; i < nodeCount; i++) {
      nodes.add(
          new NodeSummary(
              "n" + i,
              9,
              9,
              0,
              List.copyOf(java.util.Collections.nCopies(40, "x".repeat(300))),
              40));
    }
    return new RunPage(
        "kafka, large",
        "tested",
        new Conclusion(Validity.VALID, "Valid: large.", List.of()),
        List.of(),
        Map.of(),
        new Repetition("maelstrom-bench test", "1", ""),
        operations,
        List.of(),
        List.of(),
        messages,
        "",
        List.of(),
        List.of(),
        Map.of(),
        nodes,
        Map.of(),
        Optional.empty());
  }

  /**
   * A register that three clients share; the last of so many operations is a read of what nobody
   * wrote.
   */
  static RunPage refused(int operationCount) {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < operationCount; i++) {
      boolean isLast = i == operationCount - 1;
      operations.add(
          new Operation(
              i,
              i % 3,
              "n" + i % 3,
              isLast ? "read" : "write",
              Json.parse(isLast ? "[0,null]" : "[0," + i + "]"),
              i * MILLI,
              Outcome.OK,
              i * MILLI + 2 * MILLI,
              Json.parse(isLast ? "[0,-1]" : "[0," + i + "]"),
              "",
              false));
    }
    Verdict verdict = new LinKvChecker().check(operations);
    RunPage page = large(0, 1);
    return new RunPage(
        "lin-kv, refused",
        page.harness(),
        new Conclusion(Validity.INVALID, "Invalid: refused.", List.of()),
        page.figures(),
        page.details(),
        page.repetition(),
        operations,
        page.stableValues(),
        page.faults(),
        page.messages(),
        page.messagesRemark(),
        verdict.anomalies(),
        verdict.anomalies().stream().map(Story::untold).toList(),
        verdict.anomalyCounts(),
        page.nodes(),
        page.files(),
        page.origin());
  }

  /** A page with one stable value for every second operation, the last of them first. */
  static RunPage withStableValues(RunPage page) {
    List<StableValue> stableValues = new ArrayList<>();
    for (Operation operation : page.operations().reversed()) {
      if (operation.index() % 2 == 0) {
        stableValues.add(
            new StableValue(
                Json.number(operation.index()), operation.invokedNanos(), operation.index()));
      }
    }
    return new RunPage(
        page.title(),
        page.harness(),
        page.conclusion(),
        page.figures(),
        page.details(),
        page.repetition(),
        page.operations(),
        stableValues,
        page.faults(),
        page.messages(),
        page.messagesRemark(),
        page.anomalies(),
        page.stories(),
        page.anomalyCounts(),
        page.nodes(),
        page.files(),
        page.origin());
  }
}
