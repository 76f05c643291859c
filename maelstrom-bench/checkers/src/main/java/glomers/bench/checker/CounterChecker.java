package glomers.bench.checker;

import glomers.bench.history.Deaths;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Judges a counter. As Maelstrom: every final read is the sum of the acknowledged additions and any
 * of the indeterminate ones. Beyond it: every node answers its final read, all with one value in
 * one of two rounds; and a counter that only grows never reads more than was added by then.
 */
public final class CounterChecker implements Checker {

  private static final AnomalyType WRONG_SUM = AnomalyType.ofMaelstrom("wrong-sum");

  /** Maelstrom reads once. */
  private static final AnomalyType LATER_WRONG_SUM = AnomalyType.ours(WRONG_SUM.name());

  private static final AnomalyType NO_FINAL_READ = AnomalyType.ours("no-final-read");
  private static final AnomalyType NODES_DISAGREE = AnomalyType.ours("nodes-disagree");
  private static final AnomalyType OVERCOUNT = AnomalyType.ours("overcount");

  private final List<String> nodes;
  private final boolean mayDecrease;
  private final Deaths excuses;

  /**
   * A checker.
   *
   * @param nodes all nodes, each of which has to answer a final read
   * @param mayDecrease whether additions may be negative
   * @param excuses the deaths of nodes that may have taken along what they alone had: of what such
   *     a node acknowledged before nobody knows
   */
  public CounterChecker(List<String> nodes, boolean mayDecrease, Deaths excuses) {
    this.nodes = List.copyOf(nodes);
    this.mayDecrease = mayDecrease;
    this.excuses = excuses;
  }

  /** A checker that takes no death for an excuse. */
  public CounterChecker(List<String> nodes, boolean mayDecrease) {
    this(nodes, mayDecrease, Deaths.NONE);
  }

  @Override
  public Verdict check(List<Operation> history) {
    AnomalyList anomalies = new AnomalyList();
    if (!mayDecrease) {
      checkOvercounts(history, anomalies);
    }
    long acknowledged = 0;
    List<Operation> indeterminate = new ArrayList<>();
    for (Operation operation : history) {
      if (operation.function().equals("add")) {
        if (operation.isOk() && !excuses.follow(operation)) {
          acknowledged += operation.input().asLong();
        } else if (operation.outcome() != Outcome.FAIL) {
          indeterminate.add(operation);
        }
      }
    }
    ReachableSums acceptable = new ReachableSums(acknowledged);
    indeterminate.forEach(operation -> acceptable.addPossible(operation.input().asLong()));

    Map<String, Object> finalReads = new LinkedHashMap<>();
    boolean hasFinalPhase = history.stream().anyMatch(Operation::isFinal);
    for (String node : hasFinalPhase ? nodes : List.<String>of()) {
      checkFinalReads(node, history, acknowledged, acceptable, finalReads, anomalies);
    }
    checkAgreement(history, anomalies);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("acceptable", acceptable.ranges());
    figures.put("final-reads", finalReads);
    figures.put("indeterminate-count", indeterminate.size());
    return anomalies.toVerdict(figures);
  }

  private void checkFinalReads(
      String node,
      List<Operation> history,
      long acknowledged,
      ReachableSums acceptable,
      Map<String, Object> finalReads,
      AnomalyList anomalies) {
    List<Operation> reads =
        history.stream().filter(op -> op.isFinal() && op.node().equals(node)).toList();
    if (reads.stream().noneMatch(Operation::isOk)) {
      anomalies.add(
          NO_FINAL_READ,
          Subject.ofNode(node),
          () -> SetFinalReads.noAnswer(node, reads),
          reads.toArray(Operation[]::new));
    }
    for (Operation read : reads) {
      if (read.isOk()) {
        long value = read.output().asLong();
        finalReads.put(node, value);
        if (!acceptable.contains(value)) {
          anomalies.add(
              read.finalRound() == 1 ? WRONG_SUM : LATER_WRONG_SUM,
              Subject.ofNode(node),
              () -> describe(read, value, acknowledged, acceptable),
              read);
        }
      }
    }
  }

  private static String describe(
      Operation read, long value, long acknowledged, ReachableSums acceptable) {
    long off = value - acknowledged;
    String beside =
        acceptable.isOne()
            ? ""
            : "; with those of unknown outcome it may be " + acceptable.ranges();
    return read.node()
        + " ended with "
        + value
        + ", "
        + (off > 0 ? off + " more" : -off + " less")
        + " than the acknowledged additions make ("
        + acknowledged
        + ")"
        + beside
        + " ("
        + Legend.of(read)
        + ")";
  }

  /**
   * Nodes have to agree in one of two rounds of final reads: between the reads of a single one an
   * operation of unknown outcome may have taken effect.
   */
  private static void checkAgreement(List<Operation> history, AnomalyList anomalies) {
    SortedMap<Integer, List<Operation>> rounds = new TreeMap<>();
    for (Operation read : history) {
      if (read.isFinal() && read.isOk()) {
        rounds.computeIfAbsent(read.finalRound(), round -> new ArrayList<>()).add(read);
      }
    }
    List<List<Operation>> differing =
        rounds.values().stream().filter(reads -> !areEqual(reads)).toList();
    if (differing.size() < 2) {
      return;
    }
    Operation first = differing.getLast().getFirst();
    for (Operation read : differing.getLast()) {
      if (!first.output().equals(read.output())) {
        anomalies.add(
            NODES_DISAGREE,
            Subject.ofNode(read.node()),
            () ->
                first.node()
                    + " ended with "
                    + first.output()
                    + " and "
                    + read.node()
                    + " with "
                    + read.output()
                    + ", and in an earlier round of final reads nodes had differed already ("
                    + Legend.of(first)
                    + "; "
                    + Legend.of(read)
                    + ")",
            first,
            read);
      }
    }
  }

  private static boolean areEqual(List<Operation> reads) {
    return reads.stream().allMatch(read -> read.output().equals(reads.getFirst().output()));
  }

  private static void checkOvercounts(List<Operation> history, AnomalyList anomalies) {
    long begun = 0;
    for (Event event : Event.of(history)) {
      Operation operation = event.operation();
      boolean isAdd = operation.function().equals("add");
      if (isAdd && !event.isEnd() && operation.outcome() != Outcome.FAIL) {
        begun += operation.input().asLong();
      } else if (!isAdd && event.isEnd() && operation.isOk()) {
        long most = begun;
        if (operation.output().asLong() > most) {
          anomalies.add(
              OVERCOUNT,
              Subject.ofNode(operation.node()),
              () ->
                  String.format(
                      Locale.ROOT,
                      "%s read %s after %.3f s, when all additions so far made at most %d (%s)",
                      operation.node(),
                      operation.output(),
                      operation.completedNanos() / 1e9,
                      most,
                      Legend.of(operation)),
              operation);
        }
      }
    }
  }
}
