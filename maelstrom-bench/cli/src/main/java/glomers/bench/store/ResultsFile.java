package glomers.bench.store;

import glomers.bench.verdict.RunFigures;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import us.bpsm.edn.Keyword;
import us.bpsm.edn.parser.Parseable;
import us.bpsm.edn.parser.Parser;
import us.bpsm.edn.parser.Parsers;

/**
 * The results of a finished run as maps of maps, whichever harness ran it: our own {@code
 * results.json}, or Maelstrom's {@code results.edn}. The two call most things by the same names.
 */
public final class ResultsFile {

  /** Our own results. */
  public static final String OURS = RunFolder.RESULTS;

  /** Maelstrom's results. */
  public static final String MAELSTROMS = "results.edn";

  private ResultsFile() {}

  /**
   * Reads a run's folder.
   *
   * @throws IOException if it holds no results that can be read, with a sentence that says so
   */
  public static Map<?, ?> read(Path folder) throws IOException {
    if (Files.isRegularFile(folder.resolve(OURS))) {
      return parse(folder.resolve(OURS), ResultsFile::readJson);
    }
    if (Files.isRegularFile(folder.resolve(MAELSTROMS))) {
      return parse(folder.resolve(MAELSTROMS), ResultsFile::readEdn);
    }
    throw new IOException(
        folder
            + " holds neither "
            + OURS
            + " nor "
            + MAELSTROMS
            + ": name the folder of one finished run, for example store/latest, or run the test"
            + " again if it broke off.");
  }

  /**
   * The figures of the run in a folder.
   *
   * @throws IOException if it holds no results that can be read, with a sentence that says so
   */
  public static RunFigures figures(Path folder) throws IOException {
    Map<?, ?> results = read(folder);
    return RunFigures.of(
        Boolean.TRUE.equals(results.get("valid")) || Boolean.TRUE.equals(results.get("valid?")),
        results);
  }

  private interface Format {
    Object read(Path file) throws IOException;
  }

  /** The parsers throw this and that at a file that is damaged, too deep a nesting included. */
  private static Map<?, ?> parse(Path file, Format format) throws IOException {
    Object results;
    try {
      results = format.read(file);
    } catch (RuntimeException | StackOverflowError e) {
      throw new IOException(damaged(file), e);
    }
    if (results instanceof Map<?, ?> map) {
      return map;
    }
    throw new IOException(damaged(file));
  }

  private static String damaged(Path file) {
    return file + " is damaged, or not finished: run the test again.";
  }

  private static Object readJson(Path file) {
    return JsonMapper.shared().readValue(file, Map.class);
  }

  private static Object readEdn(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      Parseable text = Parsers.newParseable(reader);
      Parser parser = Parsers.newParser(Parsers.defaultConfiguration());
      return withTextKeys(parser.nextValue(text));
    }
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
