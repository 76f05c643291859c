package glomers.core.node;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A node program's command line: pairs of {@code --name value}. Immutable but for its memory of
 * what was asked.
 */
public final class Options {

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  private Options() {}

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it is not made of pairs {@code --name value}
   */
  public static Options parse(List<String> arguments) {
    Options options = new Options();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!name.startsWith("--")) {
        throw new IllegalArgumentException("expected an option such as --name, not '" + name + "'");
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException("option " + name + " lacks its value");
      }
      options.values.put(name, arguments.get(i + 1));
    }
    return options;
  }

  /** A text option's value. */
  public String text(String name, String defaultValue) {
    asked.add(name);
    return values.getOrDefault(name, defaultValue);
  }

  /**
   * A whole number of at least {@code min}.
   *
   * @throws IllegalArgumentException if the value given is anything else
   */
  public long number(String name, long defaultValue, long min) {
    String value = text(name, Long.toString(defaultValue));
    try {
      long number = Long.parseLong(value);
      if (number >= min) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "option " + name + " wants a whole number of at least " + min + ", not '" + value + "'");
  }

  /**
   * The same, of 32 bits at most: a number of things.
   *
   * @throws IllegalArgumentException if the value given is anything else
   */
  public int count(String name, int defaultValue, int min) {
    long number = number(name, defaultValue, min);
    if (number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "option " + name + " wants at most " + Integer.MAX_VALUE + ", not " + number);
    }
    return (int) number;
  }

  /** A span of time, given in whole milliseconds, of at least {@code minMillis}. */
  public Duration millis(String name, long defaultMillis, long minMillis) {
    return Duration.ofMillis(number(name, defaultMillis, minMillis));
  }

  /**
   * Complains of an option that nobody asked for.
   *
   * @throws IllegalArgumentException if there is one; its text names it and those that exist
   */
  public void rejectUnknown() {
    for (String name : values.keySet()) {
      if (!asked.contains(name)) {
        throw new IllegalArgumentException(
            "unknown option "
                + name
                + (asked.isEmpty() ? "; there are none" : "; there are " + asked));
      }
    }
  }
}
