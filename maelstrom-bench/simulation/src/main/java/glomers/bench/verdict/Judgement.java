package glomers.bench.verdict;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What was made of a run.
 *
 * @param rules by which rules it is judged
 * @param verdicts what it came to by either set of rules
 * @param remarks what there is to say besides the anomalies
 * @param anomalies the violations that were found, the first few of each type
 * @param anomalyCounts how many there are of each type, those not listed too
 * @param results all figures by checker, in the order to print
 */
public record Judgement(
    RuleSet rules,
    Verdicts verdicts,
    List<Remark> remarks,
    List<Anomaly> anomalies,
    Map<String, Long> anomalyCounts,
    Map<String, Map<String, Object>> results) {

  /**
   * The same with one more violation of our rules, which no checker could find, before all others.
   * It makes a valid run invalid; a run that was not valid stays what it was.
   */
  public Judgement with(Anomaly anomaly) {
    List<Anomaly> allAnomalies = new ArrayList<>(anomalies);
    allAnomalies.addFirst(anomaly);
    Map<String, Long> allCounts = new LinkedHashMap<>(anomalyCounts);
    allCounts.merge(anomaly.type(), 1L, Long::sum);
    return new Judgement(
        rules,
        verdicts.withViolationOfOurs(),
        remarks,
        List.copyOf(allAnomalies),
        allCounts,
        results);
  }

  /** What the run came to by the rules that it is judged by. */
  public Validity validity() {
    return verdicts.by(rules);
  }

  /**
   * Why it is not valid, a sentence each; none if it is, by all rules. Of a run that was broken off
   * nothing else is worth knowing first.
   */
  public List<String> reasons() {
    return toldReasons().sentences();
  }

  /** The same, and how many there are in all. */
  Reasons toldReasons() {
    return Reasons.of(rules, anomalies, anomalyCounts, remarks);
  }

  /** Whether there is a remark of a kind. */
  public boolean has(Remark.Kind kind) {
    return remarks.stream().anyMatch(remark -> remark.kind() == kind);
  }

  /** The reasons for a verdict, a sentence each. */
  public static List<String> reasons(
      RuleSet rules,
      List<Anomaly> anomalies,
      Map<String, Long> anomalyCounts,
      List<Remark> remarks) {
    return Reasons.of(rules, anomalies, anomalyCounts, remarks).sentences();
  }

  /** The place, among all anomalies, of the one that is the first reason for the verdict. */
  public OptionalInt decisiveAnomaly() {
    return validity() == Validity.INVALID && !anomalies.isEmpty() && !has(Remark.Kind.BROKEN_OFF)
        ? OptionalInt.of(anomalies.indexOf(Reasons.inOrder(rules, anomalies).getFirst()))
        : OptionalInt.empty();
  }
}
