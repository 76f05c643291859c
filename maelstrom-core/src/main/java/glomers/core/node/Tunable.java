package glomers.core.node;

import java.util.List;

/** An option of a program, and the values with which it keeps its promises. */
public sealed interface Tunable {

  /** The option's name, its two hyphens included. */
  String name();

  /**
   * An option whose value is a whole number.
   *
   * @param min the lowest value that makes sense
   * @param max the highest
   */
  record Number(String name, long min, long max) implements Tunable {

    /** Refuses a range that has nothing in it. */
    public Number {
      if (min < 0 || min > max) {
        throw new IllegalArgumentException(
            "the range of " + name + " from " + min + " to " + max + " makes no sense");
      }
    }
  }

  /** An option that has one of some values. */
  record Choice(String name, List<String> values) implements Tunable {

    /** Refuses to offer nothing. */
    public Choice {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("there is no value for " + name);
      }
    }
  }
}
