package glomers.bench.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs the program's command line in this process and keeps what it says. */
record BenchCli(int status, String out, String err) {

  /** Runs a command line; blanks separate its words. */
  static BenchCli run(String commandLine, String... more) {
    List<String> arguments = new ArrayList<>(List.of(commandLine.split(" ")));
    arguments.addAll(List.of(more));
    var out = new ByteArrayOutputStream();
    var err = new StringWriter();
    var terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false, false);
    int status = Main.run(arguments, terminal, new PrintWriter(err, true));
    return new BenchCli(status, out.toString(StandardCharsets.UTF_8), err.toString());
  }
}
