package glomers.bench.suite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a list of scenarios: one a line, its name, its test's options and, if it has any, its
 * limits, with a bar between.
 *
 * <pre>
 * # name | options of test | options of limits
 * eb-one | -w broadcast --bin broadcast.jar -- --round-millis 250 | --max-millis 600
 * </pre>
 *
 * Blanks separate words; a word in quotes may hold blanks and bars. Lines that begin with {@code #}
 * are for people.
 */
public final class ScenarioList {

  private ScenarioList() {}

  /**
   * Reads the lines of a list.
   *
   * @throws IllegalArgumentException if one cannot be understood, with a sentence that names it
   */
  public static List<Scenario> parse(List<String> lines) {
    List<Scenario> scenarios = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        Scenario scenario = parseLine(line, i + 1);
        require(names.add(scenario.name()), i + 1, "has the name '" + scenario.name() + "' again");
        scenarios.add(scenario);
      }
    }
    if (scenarios.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no scenario in the list; write one a line: NAME | OPTIONS OF test.");
    }
    return scenarios;
  }

  private static Scenario parseLine(String line, int number) {
    List<List<String>> parts = split(line, number);
    require(
        parts.size() == 2 || parts.size() == 3,
        number,
        "has to be NAME | OPTIONS OF test, and maybe | OPTIONS OF limits");
    require(parts.get(0).size() == 1, number, "has to begin with a name of one word");
    require(!parts.get(1).isEmpty(), number, "says nothing to test");
    return new Scenario(
        parts.get(0).getFirst(), parts.get(1), parts.size() == 3 ? parts.get(2) : List.of());
  }

  /** The words between the bars. */
  private static List<List<String>> split(String line, int number) {
    List<List<String>> parts = new ArrayList<>();
    parts.add(new ArrayList<>());
    StringBuilder word = new StringBuilder();
    boolean isWordOpen = false;
    char quote = 0;
    for (char c : (line + " ").toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        isWordOpen = true;
      } else if (Character.isWhitespace(c) || c == '|') {
        if (isWordOpen) {
          parts.getLast().add(word.toString());
          word.setLength(0);
          isWordOpen = false;
        }
        if (c == '|') {
          parts.add(new ArrayList<>());
        }
      } else {
        word.append(c);
        isWordOpen = true;
      }
    }
    require(quote == 0, number, "has a quote that does not end");
    return parts;
  }

  private static void require(boolean condition, int number, String problem) {
    if (!condition) {
      throw new IllegalArgumentException("Line " + number + " of the list " + problem + ".");
    }
  }
}
