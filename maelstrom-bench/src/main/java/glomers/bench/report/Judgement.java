package glomers.bench.report;

import glomers.bench.checker.Anomaly;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was made of a run.
 *
 * @param validity what it came to
 * @param reasons why it is not valid, a sentence each; none if it is
 * @param anomalies the violations that were found, the first few of each type
 * @param results all figures by checker, in the order to print
 */
public record Judgement(
    Validity validity,
    List<String> reasons,
    List<Anomaly> anomalies,
    Map<String, Map<String, Object>> results) {

  /**
   * The same with one more violation, which no checker could find, before all others. It makes a
   * valid run invalid; a run that was not valid stays what it was.
   */
  public Judgement with(Anomaly anomaly) {
    List<String> allReasons = new ArrayList<>(reasons);
    allReasons.addFirst(anomaly.type() + ": " + anomaly.description());
    List<Anomaly> allAnomalies = new ArrayList<>(anomalies);
    allAnomalies.addFirst(anomaly);
    return new Judgement(
        validity == Validity.VALID ? Validity.INVALID : validity,
        List.copyOf(allReasons),
        List.copyOf(allAnomalies),
        results);
  }
}
