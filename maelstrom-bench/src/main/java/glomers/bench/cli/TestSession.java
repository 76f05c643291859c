package glomers.bench.cli;

import glomers.bench.engine.Chance;
import glomers.bench.engine.RealTimeEventLoop;
import glomers.bench.network.Network;
import glomers.bench.network.Packet;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProcessNode;
import glomers.bench.report.Judge;
import glomers.bench.report.Judgement;
import glomers.bench.report.ResultsJson;
import glomers.bench.report.Summary;
import glomers.bench.report.Validity;
import glomers.bench.run.RunResult;
import glomers.bench.run.Simulation;
import glomers.bench.run.TestOptions;
import glomers.bench.run.TestRun;
import glomers.bench.store.HistoryWriter;
import glomers.bench.store.RunDirectory;
import glomers.bench.workload.Workload;
import glomers.bench.workload.Workloads;
import glomers.core.node.NodeProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Carries out one test, in either clock, and reports it. */
final class TestSession {

  private final MaelstromOptions maelstrom;
  private final BenchOptions bench;
  private final Terminal terminal;
  private final List<String> commandLine;

  TestSession(
      MaelstromOptions maelstrom, BenchOptions bench, Terminal terminal, List<String> commandLine) {
    this.maelstrom = maelstrom;
    this.bench = bench;
    this.terminal = terminal;
    this.commandLine = commandLine;
  }

  Validity run(TestOptions options) throws IOException {
    Workload workload =
        Workloads.create(options, new Chance(options.seed()).source("workload")).orElseThrow();
    Optional<NodeProgram<?, ?>> program =
        bench.simulate ? Optional.of(ProgramLoader.load(maelstrom.bin)) : Optional.empty();
    String title = title(options);
    terminal.println((bench.simulate ? "Simulating " : "Testing ") + maelstrom.bin + ": " + title);
    Optional<RunDirectory> directory =
        bench.noStore ? Optional.empty() : Optional.of(createDirectory(options));
    LogSink.Factory logs =
        node -> {
          LogSink file = directory.map(dir -> dir.openNodeLog(node)).orElse(LogSink.NONE);
          return maelstrom.logStderr ? new EchoedLog(node, file, terminal) : file;
        };
    RunResult result =
        program.isPresent()
            ? Simulation.run(
                options, workload, program.get(), maelstrom.arguments, logs, messageLog())
            : runProcesses(options, workload, logs);
    if (!bench.simulate) {
      terminal.progress("  analysing " + result.history().size() + " operations");
    }
    Judgement judgement = Judge.judge(options, workload, result);
    String hash = save(options, result, judgement, directory);
    Summary.lines(title, judgement, terminal.hasColor()).forEach(terminal::println);
    directory.ifPresent(dir -> terminal.println("  files         " + dir.path()));
    if (bench.simulate) {
      terminal.println("  repeat with   " + CommandText.repeating(commandLine, options.seed()));
      terminal.println("  history hash  " + hash);
    }
    return judgement.validity();
  }

  private RunDirectory createDirectory(TestOptions options) {
    try {
      return RunDirectory.create(bench.store, options.workload());
    } catch (IOException e) {
      throw new UsageException(
          "Cannot write results to "
              + bench.store
              + " ("
              + e
              + "); choose another folder with --store, or none with --no-store.");
    }
  }

  private Network.Observer messageLog() {
    return maelstrom.logNetSend || maelstrom.logNetRecv
        ? new MessageLog(terminal, maelstrom.logNetSend, maelstrom.logNetRecv)
        : Network.Observer.NONE;
  }

  private RunResult runProcesses(TestOptions options, Workload workload, LogSink.Factory logs) {
    Chance chance = new Chance(options.seed());
    var loop = new RealTimeEventLoop();
    var network =
        new Network(
            loop,
            options.nodes(),
            options.adversity().latency(),
            options.adversity().linkFaults(),
            Network.HandlingTime.NONE,
            chance.source("network"));
    network.observe(messageLog());
    var nodes = ProcessNode.factory(maelstrom.bin, maelstrom.arguments, loop, network, logs);
    var run = new TestRun(options, workload, loop, network, nodes, chance);
    new Progress(terminal, loop, run, options.load().timeLimitSeconds()).start();
    // When the bench is interrupted its nodes must not stay behind, least of all paused ones.
    Thread killNodes =
        new Thread(
            () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly));
    Runtime.getRuntime().addShutdownHook(killNodes);
    try {
      return run.execute();
    } finally {
      Runtime.getRuntime().removeShutdownHook(killNodes);
    }
  }

  private String save(
      TestOptions options, RunResult result, Judgement judgement, Optional<RunDirectory> directory)
      throws IOException {
    if (directory.isEmpty()) {
      return HistoryWriter.write(result.history(), OutputStream.nullOutputStream());
    }
    RunDirectory dir = directory.get();
    String hash = dir.writeHistory(result.history());
    dir.writeFaults(result.faults());
    dir.writeText("results.json", ResultsJson.write(options, result, judgement, hash));
    return hash;
  }

  private static String title(TestOptions options) {
    return String.format(
        Locale.ROOT,
        "%s, %d node%s, %d s at %s a second, seed %d",
        options.workload(),
        options.nodes().size(),
        options.nodes().size() == 1 ? "" : "s",
        options.load().timeLimitSeconds(),
        options.load().rate() == Math.rint(options.load().rate())
            ? Long.toString((long) options.load().rate())
            : Double.toString(options.load().rate()),
        options.seed());
  }

  /** Shows messages to people. */
  private record MessageLog(Terminal terminal, boolean showsSent, boolean showsReceived)
      implements Network.Observer {
    @Override
    public void sent(Packet packet, long nowNanos) {
      if (showsSent) {
        terminal.println("send " + new String(packet.json(), StandardCharsets.UTF_8));
      }
    }

    @Override
    public void received(Packet packet, long nowNanos) {
      if (showsReceived) {
        terminal.println("recv " + new String(packet.json(), StandardCharsets.UTF_8));
      }
    }
  }

  /** A node's log that people see as well. */
  private record EchoedLog(String node, LogSink file, Terminal terminal) implements LogSink {
    @Override
    public void line(String line) {
      file.line(line);
      terminal.println(node + ": " + line);
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
