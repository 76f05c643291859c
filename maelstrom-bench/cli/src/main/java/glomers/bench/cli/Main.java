package glomers.bench.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code maelstrom-bench}. */
@Command(
    name = "maelstrom-bench",
    description = "Tests nodes as Maelstrom does, on real or simulated time.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "For example, a node in any language, and a network that is cut now and then:",
      "  maelstrom-bench test -w broadcast --bin ./my-node.py --nemesis partition",
      "A hundred seeds on virtual time, of a node that is built on maelstrom-core:",
      "  maelstrom-bench test -w broadcast --bin broadcast.jar --simulate --runs 100",
      "The same of a node in Go, Rust, C or Zig:",
      "  maelstrom-bench test -w broadcast --bin main.go --simulate --runs 100",
      "",
      "Each command explains its own options: maelstrom-bench test --help"
    })
public final class Main implements Runnable {

  private static final int STATUS_USAGE = 254;
  private static final int STATUS_BROKEN = 255;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this and exit.")
  boolean isHelpWanted;

  private Main() {}

  /** Runs the program, and ends the process with the status that Maelstrom would have. */
  public static void main(String[] arguments) {
    PrintWriter err = new PrintWriter(System.err, true);
    MemoryShortage.endsTheProcess(STATUS_BROKEN, err);
    int status;
    try {
      status = run(List.of(arguments), Terminal.standard(), err);
    } catch (Error e) { // out of memory, for one; the JVM's own status 1 would mean "not valid"
      status = breakdown(e, err);
    }
    System.exit(status);
  }

  private static int breakdown(Throwable e, PrintWriter err) {
    if (MemoryShortage.isCauseOf(e)) {
      ShutdownHook.killDescendants(); // whoever should have done it may have lacked the memory
      MemoryShortage.tellOnce(MemoryShortage.sentence(), err);
      return STATUS_BROKEN;
    }
    err.println("maelstrom-bench broke down, which is its own fault. Please report this:");
    e.printStackTrace(err);
    return STATUS_BROKEN;
  }

  /**
   * Runs the program and returns its status.
   *
   * @param err where complaints about the command line go
   */
  static int run(List<String> arguments, Terminal terminal, PrintWriter err) {
    return program(arguments, terminal, err).execute(arguments.toArray(String[]::new));
  }

  /** The program with all its commands. */
  static CommandLine program(List<String> arguments, Terminal terminal, PrintWriter err) {
    return new CommandLine(new Main())
        .addSubcommand(new TestCommand(terminal, arguments))
        .addSubcommand(new SwarmCommand(terminal))
        .addSubcommand(new ShrinkCommand(terminal))
        .addSubcommand(new TradeOffCommand(terminal))
        .addSubcommand(new LimitsCommand(System.out))
        .addSubcommand(new ReportCommand(terminal))
        .addSubcommand(new CheckCommand(terminal))
        .addSubcommand(new SuiteCommand(terminal))
        .addSubcommand(new MergeCommand(terminal))
        .addSubcommand(new ServeCommand(terminal))
        .addSubcommand(new PerfCommand(terminal))
        .setColorScheme(Help.defaultColorScheme(terminal.hasColor() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setParameterExceptionHandler((e, unused) -> {
          err.println(
              explain(e)
                  + " All options: "
                  + e.getCommandLine().getCommandSpec().qualifiedName()
                  + " --help");
          return STATUS_USAGE;
        })
        .setExecutionExceptionHandler((e, unused, parsed) -> {
          if (e instanceof UsageException) {
            err.println(e.getMessage());
            return STATUS_USAGE;
          }
          return breakdown(e, err);
        });
  }

  private static String withoutFullStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** What is wrong with a command line, and what may have been meant. */
  static String explain(ParameterException e) {
    return sentence(e) + "." + suggestions(e);
  }

  /** What is wrong, without the words of programmers. */
  private static String sentence(ParameterException e) {
    CommandLine command = e.getCommandLine();
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      if (command.getSubcommands().isEmpty()) {
        return "'" + unmatched.getUnmatched().getFirst() + "' is one word too many";
      }
      return "There is no command '"
          + unmatched.getUnmatched().getFirst()
          + "'; there are "
          + String.join(", ", command.getSubcommands().keySet());
    }
    return withoutFullStop(e.getMessage())
        .replaceAll("is not an? (int|long)$", "is not a whole number")
        .replaceAll("is not a double$", "is not a number");
  }

  /** What may have been meant by an option that is unknown. */
  private static String suggestions(ParameterException e) {
    List<String> similar =
        e instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()
            ? unmatched.getSuggestions()
            : List.of();
    return similar.isEmpty() ? "" : " Did you mean " + String.join(" or ", similar) + "?";
  }

  @Override
  public void run() {
    throw new UsageException(
        "Say what to do: maelstrom-bench test --bin PROGRAM -w WORKLOAD …"
            + " All commands: maelstrom-bench --help");
  }
}
