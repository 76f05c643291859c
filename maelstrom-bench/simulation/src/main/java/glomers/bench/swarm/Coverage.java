package glomers.bench.swarm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts the seeds of a swarm, and its failures, by what they had. Not thread-safe. */
public final class Coverage {

  private static final String HEADING = "feature";

  private final Map<String, int[]> countsByFeature = new LinkedHashMap<>();
  private final Map<String, int[]> countsByFinding = new LinkedHashMap<>();

  /** A table with these rows, and others as they come. */
  public Coverage(List<String> features) {
    features.forEach(feature -> countsByFeature.put(feature, new int[2]));
  }

  /**
   * Counts a seed.
   *
   * @param features what it had
   * @param findings what was found; nothing if it did not fail
   */
  public void add(Iterable<String> features, Set<String> findings) {
    for (String feature : features) {
      int[] counts = countsByFeature.computeIfAbsent(feature, unused -> new int[2]);
      counts[0]++;
      counts[1] += findings.isEmpty() ? 0 : 1;
    }
    findings.forEach(
        finding -> countsByFinding.computeIfAbsent(finding, unused -> new int[1])[0]++);
  }

  /** What was found, each with its number of seeds; nothing if no seed failed. */
  public List<String> findings() {
    List<String> lines = new ArrayList<>();
    countsByFinding.forEach((finding, counts) ->
        lines.add(
            String.format(
                Locale.ROOT, "%7d seed%s %s", counts[0], counts[0] == 1 ? " " : "s", finding)));
    return lines;
  }

  /** The table, a line each. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    int width =
        Math.max(
            HEADING.length(),
            countsByFeature.keySet().stream().mapToInt(String::length).max().orElse(0));
    String row = "| %-" + width + "s | %7s | %8s |";
    lines.add(String.format(Locale.ROOT, row, HEADING, "seeds", "failures"));
    lines.add("|" + "-".repeat(width + 2) + "|--------:|---------:|");
    countsByFeature.forEach((feature, counts) ->
        lines.add(String.format(Locale.ROOT, row, feature, counts[0], counts[1])));
    return lines;
  }
}
