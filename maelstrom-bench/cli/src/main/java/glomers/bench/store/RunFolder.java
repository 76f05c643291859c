package glomers.bench.store;

import glomers.bench.history.HistoryColumns;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.maelstrom.EdnHistoryWriter;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import glomers.bench.node.LogSink;
import glomers.bench.run.HistoryWriter;
import glomers.bench.suite.Limits;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Where one run's files are: {@code store/<workload>/<time>/}, with links called {@code latest}
 * beside it and in {@code store}. A file appears under its name only when it is complete. Of those
 * that are read, one that is missing is empty, and one that cannot be understood is an {@link
 * IOException} that names it.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  /** Verdict, figures, anomalies and options. */
  public static final String RESULTS = "results.json";

  private static final String HISTORY = "history.jsonl";
  private static final String EDN_HISTORY = "history.edn";
  private static final String FAULTS = "faults.jsonl";
  private static final String MESSAGES = "messages.jsonl";
  private static final String UNFINISHED = "unfinished";
  private static final String LIMITS = "limits.json";
  private static final String LOGS = "node-logs";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS");

  /**
   * Makes a new folder for a run that begins now.
   *
   * @throws IOException if that is not possible
   */
  public static RunFolder create(Path store, String workload) throws IOException {
    Path parent = Files.createDirectories(store.resolve(workload));
    String time = LocalDateTime.now().format(TIME);
    Path folder = parent.resolve(time);
    for (int i = 2; Files.exists(folder); i++) {
      folder = parent.resolve(time + "-" + i);
    }
    RunFolder made = at(folder);
    link(parent.resolve("latest"), folder.getFileName());
    link(store.resolve("latest"), Path.of(workload).resolve(folder.getFileName()));
    return made;
  }

  /**
   * A folder for a run in a place of one's choice, without links to it.
   *
   * @throws IOException if it cannot be made
   */
  public static RunFolder at(Path folder) throws IOException {
    Files.createDirectories(folder.resolve(LOGS));
    return new RunFolder(folder);
  }

  /**
   * Points a link somewhere else in one step. Where there can be none, as on some file systems, or
   * because a folder has the link's name, the run does without.
   */
  private static void link(Path link, Path target) throws IOException {
    Path fresh =
        link.resolveSibling("." + link.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.deleteIfExists(fresh);
      Files.createSymbolicLink(fresh, target);
      Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UnsupportedOperationException e) {
      Files.deleteIfExists(fresh);
    }
  }

  /** Writes the history and, at the same time, the same in Jepsen's form; its hash comes back. */
  public String writeHistory(List<Operation> history) throws IOException {
    FutureTask<Void> edn =
        new FutureTask<>(() -> {
          write(EDN_HISTORY, out -> EdnHistoryWriter.write(history, out));
          return null;
        });
    Thread.ofPlatform().daemon().name("history.edn").start(edn);
    String[] hash = new String[1];
    try {
      write(HISTORY, out -> hash[0] = HistoryWriter.write(history, out));
    } finally {
      await(edn);
    }
    return hash[0];
  }

  private static void await(FutureTask<Void> task) throws IOException {
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a history was written");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Writes what the nemesis did. */
  public void writeFaults(List<FaultEvent> events) throws IOException {
    write(FAULTS, out -> HistoryWriter.writeFaults(events, out));
  }

  /** Writes what became of each message. */
  public void writeMessages(List<TracedMessage> messages) throws IOException {
    write(MESSAGES, out -> HistoryWriter.writeMessages(messages, out));
  }

  /** Writes a text. */
  public void writeText(String name, String text) throws IOException {
    write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private void write(String name, Content content) throws IOException {
    Path unfinished = path.resolve("." + name + ".unfinished");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
      content.writeTo(out);
    }
    Files.move(
        unfinished,
        path.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Where the files of a run are that is not over: what has happened so far, a line each, in the
   * order in which it became known. They are gone when the run's own files are complete, and stay
   * if the bench is killed.
   */
  public UnfinishedFiles unfinished() {
    return new UnfinishedFiles(path.resolve(UNFINISHED));
  }

  /** Opens a node's log, which can be read while the run lasts. */
  public LogSink openNodeLog(String node) {
    Path file = log(node);
    try {
      var writer = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), false);
      return new LogSink() {
        @Override
        public synchronized void line(String line) {
          writer.println(line);
          writer.flush();
        }

        @Override
        public synchronized void close() {
          writer.close();
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Where a node's log is. */
  public Path log(String node) {
    return path.resolve(LOGS).resolve(node + ".log");
  }

  /** Whether a run of this bench left its results there. */
  public boolean hasResults() {
    return Files.exists(path.resolve(RESULTS));
  }

  /** What the run came to. */
  public JsonNode results() throws IOException {
    return json(RESULTS);
  }

  /** What clients asked, in the order of invocation. */
  public List<Operation> history() throws IOException {
    HistoryColumns history = new HistoryColumns();
    forEach(HISTORY, line -> history.put(RunLines.operation(Json.parse(line))));
    return history.operations();
  }

  /** What the nemesis did. */
  public List<FaultEvent> faults() throws IOException {
    return lines(FAULTS, RunLines::fault);
  }

  /** What was sent, in the order of sending. */
  public List<TracedMessage> messages() throws IOException {
    return lines(MESSAGES, RunLines::message);
  }

  private <T> List<T> lines(String name, Function<String, T> read) throws IOException {
    List<T> values = new ArrayList<>();
    forEach(name, line -> values.add(read.apply(line)));
    return values;
  }

  private void forEach(String name, Consumer<String> read) throws IOException {
    Path file = path.resolve(name);
    if (!Files.exists(file)) {
      return;
    }
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        read.accept(line);
      }
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(file + ", line " + number + " cannot be understood: " + e, e);
    }
  }

  /** Writes what the run was held against, for its page. */
  public void writeLimits(Limits limits) throws IOException {
    writeText(LIMITS, Json.pretty(limits.toJson()) + "\n");
  }

  /** What the run was held against; no limits if nothing was said of it. */
  public Limits limits() throws IOException {
    return Files.exists(path.resolve(LIMITS)) ? Limits.of(json(LIMITS)) : Limits.NONE;
  }

  private JsonNode json(String name) throws IOException {
    Path file = path.resolve(name);
    try {
      return Json.parse(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new IOException(file + " is no JSON any more: " + e.getOriginalMessage(), e);
    }
  }
}
