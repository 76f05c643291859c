package glomers.bench.cli;

import glomers.bench.engine.Clock;
import glomers.bench.network.MessageJournal;
import glomers.bench.network.Network;
import glomers.bench.network.Packet;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProgramSource;
import glomers.bench.options.TestOptions;
import glomers.bench.page.PageWriter;
import glomers.bench.plan.Plan;
import glomers.bench.run.HistoryWriter;
import glomers.bench.run.ProcessRun;
import glomers.bench.run.RunResult;
import glomers.bench.store.LiveFiles;
import glomers.bench.store.RunFolder;
import glomers.bench.store.UnfinishedRun;
import glomers.bench.story.Stories;
import glomers.bench.sweep.Repetition;
import glomers.bench.sweep.SeedRun;
import glomers.bench.sweep.SeedTest;
import glomers.bench.verdict.Judge;
import glomers.bench.verdict.Judgement;
import glomers.bench.verdict.Summary;
import glomers.bench.verdict.Validity;
import glomers.bench.workload.Workload;
import glomers.bench.workload.Workloads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
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

  /** Tests a program under the given options. */
  Validity run(TestOptions options) throws IOException {
    return run(
        options,
        Optional.empty(),
        bench.simulate
            ? Optional.of(new SeedTest(options, load(maelstrom.arguments), maelstrom.arguments))
            : Optional.empty(),
        CommandText.repeating(commandLine, options.seed()));
  }

  /** Tests a program as planned. */
  Validity run(Plan plan) throws IOException {
    if (plan.clock() == Clock.REAL) {
      Programs.requireRunnable(maelstrom.bin);
    }
    return run(
        plan.options(),
        Optional.of(plan),
        plan.clock() == Clock.VIRTUAL
            ? Optional.of(SeedTest.of(plan, load(plan.arguments())))
            : Optional.empty(),
        CommandText.of(commandLine));
  }

  private ProgramSource load(List<String> arguments) {
    ProgramSource program = Programs.load(maelstrom.bin, arguments, bench.node);
    program.remark().ifPresent(terminal::println);
    return program;
  }

  private Validity run(
      TestOptions options, Optional<Plan> plan, Optional<SeedTest> simulated, String command)
      throws IOException {
    String title = RunFiles.title(options);
    terminal.println(
        (simulated.isPresent() ? "Simulating " : "Testing ") + maelstrom.bin + ": " + title);
    Optional<RunFolder> folder =
        bench.noStore ? Optional.empty() : Optional.of(createFolder(options));
    LogSink.Factory logs =
        node -> {
          LogSink file = folder.map(dir -> dir.openNodeLog(node)).orElse(LogSink.NONE);
          return maelstrom.logStderr ? new EchoedLog(node, file, terminal) : file;
        };
    // Kept for the run's files alone: who writes none need not pay for it.
    Optional<MessageJournal> journal = folder.map(unused -> new MessageJournal());
    Optional<SeedRun> run =
        simulated.map(test ->
            test.run(
                Repetition.OF_BRIEF_FAILURES,
                logs,
                observer(journal, Optional.empty()),
                operations -> Analysis.ofSimulated(terminal, operations)));
    Workload workload = Workloads.create(options).orElseThrow();
    Optional<LiveFiles> live =
        run.isPresent()
            ? Optional.empty()
            : folder.flatMap(dir -> openLive(dir, title, command, options));
    Optional<ProcessRun> processes =
        run.isPresent()
            ? Optional.empty()
            : Optional.of(processes(options, plan, workload, logs, observer(journal, live)));
    live.ifPresent(files -> processes.orElseThrow().run().observe(files));
    RunResult result =
        run.map(SeedRun::result).orElseGet(() -> execute(processes.orElseThrow(), options));
    live.ifPresent(LiveFiles::close);
    Judgement judgement =
        run.map(SeedRun::judgement).orElseGet(() -> judge(options, workload, result));
    Optional<SeedRun> failed = run.filter(unused -> judgement.validity() != Validity.VALID);
    RunFiles.Written written =
        folder.isPresent()
            ? save(
                folder.get(),
                new RunFiles.Run(
                    RunFiles.title(options),
                    command,
                    simulated.isPresent(),
                    options,
                    result,
                    judgement,
                    judgement.validity() == Validity.VALID
                        ? Optional.empty()
                        : run.map(seed -> seed.test().toPlan())
                            .or(() -> processes.map(ProcessRun::plan)),
                    Optional.empty()),
                journal.orElseThrow())
            : unwritten(result, judgement);
    ShrinkSession shrinking = new ShrinkSession(terminal, bench);
    boolean isShrunk =
        failed.filter(seed -> seed.difference().isEmpty()).isPresent() && shrinking.isWanted();
    Summary.lines(title, judgement, isShrunk ? List.of() : written.stories(), terminal.hasColor())
        .forEach(terminal::println);
    folder.ifPresent(dir -> {
      terminal.println("  files         " + dir.path());
      if (processes.isPresent() && judgement.validity() == Validity.INVALID) {
        terminal.println(
            "  make smaller  " + ShrinkSession.laterCommand(dir.path(), maelstrom.bin));
      }
      if (Files.exists(dir.path().resolve(PageWriter.NAME))) {
        terminal.println("  page          " + dir.path().resolve(PageWriter.NAME));
      }
    });
    if (run.isPresent()) {
      terminal.println("  repeat with   " + command);
      terminal.println("  history hash  " + written.historyHash());
    }
    if (isShrunk && !shrinking.shrink(failed.get(), maelstrom.bin, folder.map(RunFolder::path))) {
      Summary.story(judgement, written.stories()).forEach(terminal::println);
    }
    return judgement.validity();
  }

  private Judgement judge(TestOptions options, Workload workload, RunResult result) {
    return Judge.judge(options, workload, result, new Analysis(terminal, result.history().size()));
  }

  private RunFolder createFolder(TestOptions options) {
    try {
      return RunFolder.create(bench.store, options.workload());
    } catch (IOException e) {
      throw new UsageException(
          "Cannot write results to "
              + bench.store
              + " ("
              + e
              + "); choose another folder with --store, or none with --no-store.");
    }
  }

  /** What writes down what happens; none where that is not possible. */
  private Optional<LiveFiles> openLive(
      RunFolder folder, String title, String command, TestOptions options) {
    try {
      return Optional.of(
          LiveFiles.open(
              folder.unfinished(), UnfinishedRun.ofThisProcess(title, command, options)));
    } catch (IOException e) {
      terminal.println("What happens cannot be written down while it happens: " + e);
      return Optional.empty();
    }
  }

  private Network.Observer observer(Optional<MessageJournal> journal, Optional<LiveFiles> live) {
    List<Network.Observer> observers = new ArrayList<>();
    journal.ifPresent(observers::add);
    live.ifPresent(observers::add);
    if (maelstrom.logNetSend || maelstrom.logNetRecv) {
      observers.add(new MessageLog(terminal, maelstrom.logNetSend, maelstrom.logNetRecv));
    }
    return observers.isEmpty() ? Network.Observer.NONE : Network.Observer.of(observers);
  }

  /** A run of processes that waits for its start. */
  private ProcessRun processes(
      TestOptions options,
      Optional<Plan> plan,
      Workload workload,
      LogSink.Factory logs,
      Network.Observer observer) {
    List<String> program = Programs.command(maelstrom.bin);
    return plan.map(planned -> ProcessRun.of(planned, workload, program, logs, observer))
        .orElseGet(
            () -> ProcessRun.of(options, workload, program, maelstrom.arguments, logs, observer));
  }

  private RunResult execute(ProcessRun processes, TestOptions options) {
    new Progress(terminal, processes.loop(), processes.run(), options.load().timeLimitSeconds())
        .start();
    // When the bench is interrupted its nodes must not stay behind, least of all paused ones.
    try (var _ = ShutdownHook.of(ShutdownHook::killDescendants)) {
      return processes.execute();
    }
  }

  /** Without its files there are no messages: a story is told by operations and faults alone. */
  private static RunFiles.Written unwritten(RunResult result, Judgement judgement)
      throws IOException {
    return new RunFiles.Written(
        HistoryWriter.write(result.history(), OutputStream.nullOutputStream()),
        Stories.of(judgement.anomalies(), result.history(), List.of(), result.faults()));
  }

  private RunFiles.Written save(RunFolder folder, RunFiles.Run run, MessageJournal journal)
      throws IOException {
    terminal.progress("  writing the run's files");
    try {
      RunFiles.Written written = RunFiles.write(folder, run, journal);
      folder.unfinished().delete();
      return written;
    } catch (RunFiles.NoPage e) {
      // The verdict counts, and all that a page shows is in the other files.
      terminal.println("The run's page could not be made: " + e.getCause());
      return e.written();
    }
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
