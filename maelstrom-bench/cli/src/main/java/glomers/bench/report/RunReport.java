package glomers.bench.report;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.RuleSet;
import glomers.bench.json.Json;
import glomers.bench.options.TestOptions;
import glomers.bench.story.Story;
import glomers.bench.verdict.Judgement;
import glomers.bench.verdict.Remark;
import glomers.bench.verdict.Validity;
import glomers.bench.verdict.Verdicts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is to be known about a finished run besides what happened in it: what {@code results.json}
 * holds. Where Maelstrom's results have a figure too, it has the same name there.
 *
 * @param heading what ran, and how to have it again
 * @param rules by which rules it is judged
 * @param verdicts what it came to by either set of rules
 * @param remarks what there is to say besides the anomalies
 * @param anomalies the violations, the first few of each type
 * @param stories how each of these came about, in their order
 * @param anomalyCounts how many there are of each type
 * @param figures what was measured, by checker
 * @param options what was tested, under the names of the options
 * @param origin the run out of which it was made smaller, if it was
 */
public record RunReport(
    Heading heading,
    RuleSet rules,
    Verdicts verdicts,
    List<Remark> remarks,
    List<Anomaly> anomalies,
    List<Story> stories,
    Map<String, Long> anomalyCounts,
    ObjectNode figures,
    ObjectNode options,
    Optional<Origin> origin) {

  /**
   * The larger run out of which this one was made smaller.
   *
   * @param shrunkFrom its folder, as a path from this one's
   * @param takenAway what was taken away and what is needed, a sentence each
   */
  public record Origin(String shrunkFrom, List<String> takenAway) {}

  /**
   * What ran.
   *
   * @param title what was tested
   * @param command what repeats it
   * @param seed where its chance came from
   * @param isSimulated whether it ran on virtual time
   * @param historyHash the SHA-256 of its history
   * @param runNanos how long it took, from the moment at which clients began
   * @param omittedMessageCount how many messages are missing in {@code messages.jsonl}
   * @param faultCount how often the nemesis began or ended a fault
   */
  public record Heading(
      String title,
      String command,
      long seed,
      boolean isSimulated,
      String historyHash,
      long runNanos,
      long omittedMessageCount,
      int faultCount) {}

  /** The report on a run that has just been judged. */
  public static RunReport of(
      Heading heading, TestOptions options, Judgement judgement, List<Story> stories) {
    return new RunReport(
        heading,
        judgement.rules(),
        judgement.verdicts(),
        judgement.remarks(),
        judgement.anomalies(),
        stories,
        judgement.anomalyCounts(),
        Json.tree(judgement.results()),
        ResultsJson.options(options),
        Optional.empty());
  }

  /** The same of a run that was made smaller. */
  public RunReport shrunkFrom(Origin larger) {
    return new RunReport(
        heading,
        rules,
        verdicts,
        remarks,
        anomalies,
        stories,
        anomalyCounts,
        figures,
        options,
        Optional.of(larger));
  }

  /** What the run came to by the rules that it is judged by. */
  public Validity validity() {
    return verdicts.by(rules);
  }

  /** Why it is not valid, a sentence each. */
  public List<String> reasons() {
    return Judgement.reasons(rules, anomalies, anomalyCounts, remarks);
  }

  /** The names of the nodes. */
  public List<String> nodes() {
    return options.path("nodes").valueStream().map(JsonNode::asString).toList();
  }
}
