package glomers.bench.limits;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import us.bpsm.edn.Keyword;
import us.bpsm.edn.parser.Parseable;
import us.bpsm.edn.parser.Parser;
import us.bpsm.edn.parser.Parsers;

/**
 * The figures of a finished run that a limit can be set to, whichever harness ran it: read from our
 * own {@code results.json}, or from Maelstrom's {@code results.edn}.
 *
 * @param isValid whether the harness found the run valid
 * @param messagesPerOperation the messages between servers, per operation of a client
 * @param medianMillis the median of the workload's stable latencies
 * @param maxMillis the maximum of the workload's stable latencies
 */
public record RunFigures(
    boolean isValid,
    OptionalDouble messagesPerOperation,
    OptionalDouble medianMillis,
    OptionalDouble maxMillis) {

  private static final String OURS = "results.json";
  private static final String MAELSTROMS = "results.edn";

  /**
   * Reads a run's folder.
   *
   * @throws IOException if it holds no results that can be read
   */
  public static RunFigures read(Path folder) throws IOException {
    Map<?, ?> results;
    if (Files.exists(folder.resolve(OURS))) {
      results = JsonMapper.shared().readValue(folder.resolve(OURS), Map.class);
    } else if (Files.exists(folder.resolve(MAELSTROMS))) {
      results = readEdn(folder.resolve(MAELSTROMS));
    } else {
      throw new IOException(
          folder + " holds neither " + OURS + " nor " + MAELSTROMS + ": did the run break off?");
    }
    return of(
        Boolean.TRUE.equals(results.get("valid")) || Boolean.TRUE.equals(results.get("valid?")),
        results);
  }

  /** Picks the figures out of a run's results, arranged as in {@code results.json}. */
  public static RunFigures of(boolean isValid, Map<?, ?> results) {
    return new RunFigures(
        isValid,
        number(results, "net", "servers", "msgs-per-op"),
        number(results, "workload", "stable-latencies", "0.5"),
        number(results, "workload", "stable-latencies", "1"));
  }

  private static OptionalDouble number(Map<?, ?> results, String... path) {
    Object at = results;
    for (String key : path) {
      at = at instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return at instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  private static Map<?, ?> readEdn(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      Parseable text = Parsers.newParseable(reader);
      Parser parser = Parsers.newParser(Parsers.defaultConfiguration());
      if (withTextKeys(parser.nextValue(text)) instanceof Map<?, ?> results) {
        return results;
      }
    }
    throw new IOException(file + " holds no map of results");
  }

  /** Maps with keys such as {@code :msgs-per-op} or {@code 0.5} become maps of their texts. */
  private static Object withTextKeys(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<String, Object> converted = new LinkedHashMap<>();
    map.forEach((key, inner) ->
        converted.put(
            key instanceof Keyword keyword ? keyword.getName() : String.valueOf(key),
            withTextKeys(inner)));
    return converted;
  }
}
