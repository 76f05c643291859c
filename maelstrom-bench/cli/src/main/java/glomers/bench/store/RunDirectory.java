package glomers.bench.store;

import glomers.bench.history.Operation;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import glomers.bench.node.LogSink;
import glomers.bench.run.HistoryWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Where one run's files go: {@code store/<workload>/<time>/}, with links called {@code latest}
 * beside it and in {@code store}. A file appears under its name only when it is complete.
 */
public final class RunDirectory {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS");

  private final Path directory;

  private RunDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes a new directory for a run that begins now.
   *
   * @throws IOException if that is not possible
   */
  public static RunDirectory create(Path store, String workload) throws IOException {
    Path parent = Files.createDirectories(store.resolve(workload));
    String time = LocalDateTime.now().format(TIME);
    Path directory = parent.resolve(time);
    for (int i = 2; Files.exists(directory); i++) {
      directory = parent.resolve(time + "-" + i);
    }
    Files.createDirectories(directory.resolve("node-logs"));
    link(parent.resolve("latest"), directory.getFileName());
    link(store.resolve("latest"), Path.of(workload).resolve(directory.getFileName()));
    return new RunDirectory(directory);
  }

  /**
   * A directory of a run in a place of one's choice, without links to it.
   *
   * @throws IOException if it cannot be made
   */
  public static RunDirectory at(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("node-logs"));
    return new RunDirectory(directory);
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

  /** The directory itself. */
  public Path path() {
    return directory;
  }

  /** Writes the history; its hash comes back. */
  public String writeHistory(List<Operation> history) throws IOException {
    String[] hash = new String[1];
    write("history.jsonl", out -> hash[0] = HistoryWriter.write(history, out));
    return hash[0];
  }

  /** Writes what the nemesis did. */
  public void writeFaults(List<FaultEvent> events) throws IOException {
    write("faults.jsonl", out -> HistoryWriter.writeFaults(events, out));
  }

  /** Writes what became of each message. */
  public void writeMessages(List<TracedMessage> messages) throws IOException {
    write("messages.jsonl", out -> HistoryWriter.writeMessages(messages, out));
  }

  /** Writes a text. */
  public void writeText(String name, String text) throws IOException {
    write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private void write(String name, Content content) throws IOException {
    Path unfinished = directory.resolve("." + name + ".unfinished");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
      content.writeTo(out);
    }
    Files.move(
        unfinished,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Opens a node's log, which can be read while the run lasts. */
  public LogSink openNodeLog(String node) {
    Path file = directory.resolve("node-logs").resolve(node + ".log");
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
}
