package glomers.bench.merge;

import glomers.bench.json.Json;
import glomers.bench.suite.Limits;
import glomers.bench.sweep.SeedOutcome;
import glomers.bench.verdict.RunFigures;
import glomers.bench.verdict.Validity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one seed of a sweep came to, as a line that can be put together with those of other shards.
 *
 * @param sweep which sweep it belongs to: lines of two sweeps cannot be put together
 * @param test which of its tests
 * @param order where that test stands among the sweep's tests, from 0 on
 * @param place where the seed stands among the test's seeds, from 0 on
 * @param seeds how many seeds the test has in all shards together; 0 if that was a matter of time
 * @param validity what it came to by the rules that it is judged by
 * @param isValidByOtherRules whether it is valid by the others
 * @param isRepeatable whether it can be repeated, as far as that was tried
 * @param isUndecided whether nothing can be said, because nothing much happened
 * @param findings what is wrong, by type
 * @param features what a swarm drew for it
 * @param reason what is to be said against it first; empty if nothing is
 * @param command what repeats it
 * @param limits what its figures are held against
 * @param seconds how long it took
 */
public record SeedLine(
    String sweep,
    String test,
    int order,
    int place,
    int seeds,
    long seed,
    Validity validity,
    boolean isValidByOtherRules,
    boolean isRepeatable,
    boolean isUndecided,
    Set<String> findings,
    List<String> features,
    String reason,
    String command,
    RunFigures figures,
    Limits limits,
    double seconds) {

  /** A sweep's test. */
  public record Test(String sweep, String name, int order, int seeds, Limits limits) {}

  /** The line of a seed. */
  public static SeedLine of(
      Test test, int place, SeedOutcome outcome, List<String> features, String command) {
    return new SeedLine(
        test.sweep(),
        test.name(),
        test.order(),
        place,
        test.seeds(),
        outcome.seed(),
        outcome.validity(),
        outcome.isValidByOtherRules(),
        outcome.difference().isEmpty(),
        outcome.isUndecided(),
        outcome.findings(),
        features,
        outcome.isOnlyNotRepeatable()
            ? outcome.difference().orElseThrow().sentence()
            : outcome.reason(),
        command,
        outcome.figures(),
        test.limits(),
        outcome.seconds());
  }

  /** Whether it is valid and keeps its limits. */
  public boolean isGood() {
    return validity == Validity.VALID
        && limits.compare(figures).stream().allMatch(Limits.Line::isKept);
  }

  /** It as JSON, on one line. */
  String write() {
    ObjectNode json = Json.object();
    json.put("sweep", sweep).put("test", test).put("order", order);
    json.put("place", place).put("seeds", seeds).put("seed", seed);
    json.put("verdict", validity.name().toLowerCase(Locale.ROOT));
    json.put("validByOtherRules", isValidByOtherRules);
    json.put("repeatable", isRepeatable).put("undecided", isUndecided);
    findings.forEach(json.putArray("findings")::add);
    features.forEach(json.putArray("features")::add);
    json.put("reason", reason).put("command", command);
    json.set("figures", Json.tree((Object) figures));
    json.set("limits", limits.toJson());
    json.put("seconds", seconds);
    return json.toString();
  }

  /**
   * Reads what was written.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static SeedLine read(String line) {
    try {
      JsonNode json = Json.parse(line);
      return new SeedLine(
          json.required("sweep").asString(),
          json.required("test").asString(),
          json.required("order").asInt(),
          json.required("place").asInt(),
          json.required("seeds").asInt(),
          json.required("seed").asLong(),
          Validity.valueOf(json.required("verdict").asString().toUpperCase(Locale.ROOT)),
          json.required("validByOtherRules").asBoolean(),
          json.required("repeatable").asBoolean(),
          json.required("undecided").asBoolean(),
          new LinkedHashSet<>(texts(json.required("findings"))),
          texts(json.required("features")),
          json.required("reason").asString(),
          json.required("command").asString(),
          Json.convert(json.required("figures"), RunFigures.class),
          Limits.of(json.required("limits")),
          json.required("seconds").asDouble());
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }
}
