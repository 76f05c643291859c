package glomers.bench.suite;

import java.util.List;

/**
 * One test of a list of tests.
 *
 * @param name what it is called in the table
 * @param arguments the command line of {@code test}, without the word {@code test}
 * @param limits the options of {@code limits} that hold for it; none if empty
 */
public record Scenario(String name, List<String> arguments, List<String> limits) {

  /** A scenario of these. */
  public Scenario {
    arguments = List.copyOf(arguments);
    limits = List.copyOf(limits);
  }
}
