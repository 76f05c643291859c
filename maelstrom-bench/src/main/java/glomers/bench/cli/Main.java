package glomers.bench.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code maelstrom-bench}. */
@Command(
    name = "maelstrom-bench",
    description = "Tests nodes as Maelstrom does, on real or simulated time.",
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

  private static final int STATUS_USAGE = 254;
  private static final int STATUS_BROKEN = 255;

  private Main() {}

  /** Runs the program, and ends the process with the status that Maelstrom would have. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), Terminal.standard(), new PrintWriter(System.err, true)));
  }

  /**
   * Runs the program and returns its status.
   *
   * @param err where complaints about the command line go
   */
  static int run(List<String> arguments, Terminal terminal, PrintWriter err) {
    CommandLine program =
        new CommandLine(new Main())
            .addSubcommand(new TestCommand(terminal, arguments))
            .addSubcommand(new TradeOffCommand(terminal))
            .addSubcommand(new LimitsCommand(System.out))
            .addSubcommand(new PerfCommand(terminal))
            .setParameterExceptionHandler((e, unused) -> {
              err.println(e.getMessage() + ". All options: maelstrom-bench test --help");
              return STATUS_USAGE;
            })
            .setExecutionExceptionHandler((e, unused, parsed) -> {
              if (e instanceof UsageException) {
                err.println(e.getMessage());
                return STATUS_USAGE;
              }
              err.println("maelstrom-bench broke down:");
              e.printStackTrace(err);
              return STATUS_BROKEN;
            });
    return program.execute(arguments.toArray(String[]::new));
  }

  @Override
  public void run() {
    throw new UsageException("Say what to do: maelstrom-bench test --bin PROGRAM -w WORKLOAD …");
  }
}
