package glomers.bench.cli;

import glomers.bench.exchange.HistoryReader;
import glomers.bench.history.Deaths;
import glomers.bench.history.Operation;
import glomers.bench.network.MessageJournal;
import glomers.bench.network.NetworkStatistics;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.page.PageWriter;
import glomers.bench.run.RunResult;
import glomers.bench.store.RunFolder;
import glomers.bench.verdict.Judge;
import glomers.bench.verdict.Judgement;
import glomers.bench.verdict.Summary;
import glomers.bench.workload.Workload;
import glomers.bench.workload.Workloads;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: judges a history that anybody brings. */
@Command(
    name = "check",
    sortOptions = false,
    description = {
      "Judges a history, whoever wrote it, by the rules of a workload.",
      "Takes our own history.jsonl, history.edn and history.txt of Jepsen or Maelstrom, and Jepsen's"
          + " events as JSON, as elle-cli does."
    },
    footer = {
      "",
      "For example, a run of Maelstrom, of five nodes that two clients each asked:",
      "  maelstrom-bench check -w lin-kv --node-count 5 --concurrency 2n \\",
      "      store/lin-kv/latest/history.edn",
      "",
      "Exit status: 0 valid, 1 invalid, 2 unknown, 254 wrong arguments, or no history."
    })
final class CheckCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = {"-w", "--workload"},
      paramLabel = "NAME",
      required = true,
      description = "By whose rules, for example lin-kv, broadcast or txn-rw-register.")
  String workload;

  @Option(
      names = "--node-count",
      paramLabel = "NUM",
      description =
          "How many nodes there were, n0, n1 and so on. Our own histories name them; of others each"
              + " process is taken for a node of its own without this.")
  Integer nodeCount;

  @Option(
      names = "--concurrency",
      paramLabel = "NUM",
      defaultValue = "1n",
      description =
          "How many clients asked at the same time; 2n is two for each node. Default:"
              + " ${DEFAULT-VALUE}.")
  String concurrency;

  @Option(
      names = "--consistency-models",
      paramLabel = "LIST",
      description = "What transactions had to keep, with commas. Default: what test asks for.")
  String consistencyModels;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "store",
      description = "Where results go. Default: ${DEFAULT-VALUE}.")
  Path store;

  @Option(names = "--no-store", description = "Write no files.")
  boolean noStore;

  @Parameters(
      paramLabel = "FILE",
      description = "The history, for example store/latest/history.jsonl; - for STDIN.")
  String file;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!Workloads.names().contains(workload)) {
      throw new UsageException(
          "--workload has to be one of " + String.join(", ", Workloads.names()) + ".");
    }
    List<Operation> history = history();
    if (history.isEmpty()) {
      throw new UsageException(name() + " holds no operations.");
    }
    TestOptions options = options(history);
    Workload rules = workload(options);
    RunResult result = result(history);
    Judgement judgement =
        Judge.judge(options, rules, result, new Analysis(terminal, history.size()));
    Optional<RunFolder> folder =
        noStore ? Optional.empty() : Optional.of(RunFolder.create(store, workload));
    String title =
        String.format(Locale.ROOT, "%s, %,d operations of %s", workload, history.size(), name());
    if (folder.isPresent()) {
      RunFiles.write(
          folder.get(),
          new RunFiles.Run(
              title,
              command(),
              false,
              options,
              result,
              judgement,
              Optional.empty(),
              Optional.empty()),
          new MessageJournal());
    }
    Summary.lines(title, judgement, terminal.hasColor()).forEach(terminal::println);
    folder.ifPresent(
        dir -> terminal.println("  page          " + dir.path().resolve(PageWriter.NAME)));
    return judgement.validity().exitStatus();
  }

  private String command() {
    return CommandText.of(
        Stream.of(
                Stream.of("check", "-w", workload),
                nodeCount == null
                    ? Stream.<String>of()
                    : Stream.of("--node-count", nodeCount.toString(), "--concurrency", concurrency),
                consistencyModels == null
                    ? Stream.<String>of()
                    : Stream.of("--consistency-models", consistencyModels),
                Stream.of(file))
            .flatMap(part -> part)
            .toList());
  }

  private String name() {
    return file.equals("-") ? "STDIN" : file;
  }

  private List<Operation> history() {
    List<String> nodes =
        nodeCount == null
            ? List.of()
            : IntStream.range(0, nodeCount).mapToObj(number -> "n" + number).toList();
    int clients = OptionsReader.concurrency(concurrency, Math.max(1, nodes.size()));
    try (Reader reader =
        file.equals("-")
            ? new InputStreamReader(System.in, StandardCharsets.UTF_8)
            : Files.newBufferedReader(Path.of(file))) {
      return HistoryReader.read(reader, name(), nodes, clients);
    } catch (NoSuchFileException e) {
      throw new UsageException("There is no file " + file + ".");
    } catch (IOException e) {
      throw new UsageException(name() + " cannot be read: " + e.getMessage());
    }
  }

  /** Who is in no final read, where there are some, is no node that had to answer one. */
  private TestOptions options(List<Operation> history) {
    boolean hasFinalReads = history.stream().anyMatch(Operation::isFinal);
    List<String> nodes =
        history.stream()
            .filter(operation -> nodeCount != null || !hasFinalReads || operation.isFinal())
            .map(Operation::node)
            .distinct()
            .sorted()
            .toList();
    TestOptions options = TestOptions.defaults(workload, nodes.size()).withNodes(nodes);
    Load load = options.load();
    int unit = Workloads.concurrencyUnit(workload, nodes.size());
    long seconds = (history.getLast().completedNanos() + 999_999_999) / 1_000_000_000;
    double rate = Math.round(10.0 * history.size() / Math.max(1, seconds)) / 10.0;
    TestOptions judged =
        options.withLoad(
            new Load(nodes.size() * unit, Math.max(1, seconds), rate, load.recoverySeconds()));
    return consistencyModels == null
        ? judged
        : judged.withConsistencyModels(List.of(consistencyModels.trim().split("\\s*,\\s*")));
  }

  private static Workload workload(TestOptions options) {
    Workload workload = Workloads.create(options).orElseThrow();
    try {
      workload.checker(Deaths.NONE);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    return workload;
  }

  private static RunResult result(List<Operation> history) {
    long end = history.stream().mapToLong(Operation::completedNanos).max().orElse(0);
    return new RunResult(
        history,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        new NetworkStatistics(),
        Optional.empty(),
        0,
        end);
  }
}
