package glomers.bench.cli;

import glomers.bench.suite.Limits;
import glomers.bench.suite.Scenario;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** Makes sense of a scenario's words, with the very options that {@code test} and limits have. */
final class ScenarioReader {

  private ScenarioReader() {}

  /** What {@code test} understands. */
  @Command
  static final class TestWords {
    @Mixin MaelstromOptions maelstrom = new MaelstromOptions();
    @Mixin BenchOptions bench = new BenchOptions();
  }

  /**
   * The options of the scenario's test.
   *
   * @throws UsageException if one is unknown
   */
  static TestWords test(Scenario scenario) {
    TestWords words = new TestWords();
    parse(scenario, words, scenario.arguments(), "maelstrom-bench test --help");
    return words;
  }

  /** Where the scenario's run leaves its files. What is unknown is another harness's affair. */
  static Path store(Scenario scenario) {
    TestWords words = new TestWords();
    CommandLine parser = new CommandLine(words).setUnmatchedArgumentsAllowed(true);
    try {
      parser.parseArgs(scenario.arguments().toArray(String[]::new));
    } catch (ParameterException e) {
      throw new UsageException(sentence(scenario, e, "maelstrom-bench test --help"));
    }
    if (words.bench.noStore) {
      throw new UsageException(
          "The table is made from the runs' files; leave out --no-store in "
              + scenario.name()
              + ".");
    }
    return words.bench.store;
  }

  /**
   * The scenario's limits.
   *
   * @throws UsageException if one is unknown
   */
  static Limits limits(Scenario scenario) {
    return limitsCommand(scenario, Path.of("."), System.out).limits();
  }

  /** The command that holds a run of the scenario against its limits. */
  static LimitsCommand limitsCommand(Scenario scenario, Path folder, PrintStream out) {
    LimitsCommand command = new LimitsCommand(out);
    List<String> words = new ArrayList<>(scenario.limits());
    words.add(folder.toString());
    parse(scenario, command, words, "maelstrom-bench limits --help");
    return command;
  }

  private static void parse(Scenario scenario, Object command, List<String> words, String help) {
    try {
      new CommandLine(command).parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new UsageException(sentence(scenario, e, help));
    }
  }

  private static String sentence(Scenario scenario, ParameterException e, String help) {
    return "In scenario " + scenario.name() + ": " + Main.explain(e) + " All options: " + help;
  }
}
