package glomers.bench.store;

import glomers.bench.history.HistoryColumns;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * What a run on real time leaves while it is going on, and for good if the bench is killed. Each
 * file can be read at any time; of a line that is just being written nothing is taken.
 *
 * @param path the folder
 */
public record UnfinishedFiles(Path path) {

  /** What is tested, and by whom. */
  static final String RUN = "run.json";

  static final String HISTORY = "history.jsonl";
  static final String FAULTS = "faults.jsonl";
  static final String MESSAGES = "messages.jsonl";

  /** Whether there are any. */
  public boolean exist() {
    return Files.isRegularFile(path.resolve(RUN));
  }

  /**
   * What is tested.
   *
   * @throws IOException if that cannot be read
   */
  public UnfinishedRun run() throws IOException {
    return UnfinishedRun.read(path.resolve(RUN));
  }

  /**
   * What clients have asked, in the order of invocation, as far as is known. Of an operation that
   * is told of twice the last counts: its end comes after its beginning.
   */
  public List<Operation> history() throws IOException {
    HistoryColumns history = new HistoryColumns();
    forEach(HISTORY, line -> history.put(RunLines.operation(Json.parse(line))));
    return history.operations();
  }

  /** What the nemesis has done. */
  public List<FaultEvent> faults() throws IOException {
    return lines(FAULTS, RunLines::fault);
  }

  /** What became of messages, in the order of sending; those still under way are missing. */
  public List<TracedMessage> messages() throws IOException {
    List<TracedMessage> messages = lines(MESSAGES, RunLines::message);
    messages.sort(Comparator.comparingLong(TracedMessage::id));
    return messages;
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
      String line = reader.readLine();
      while (line != null) {
        String next = reader.readLine();
        number++;
        try {
          read.accept(line);
        } catch (JacksonException | IllegalArgumentException | IndexOutOfBoundsException e) {
          if (next != null) {
            throw new IOException(file + ", line " + number + " cannot be understood: " + e, e);
          }
        }
        line = next;
      }
    }
  }

  /** Takes them away. */
  public void delete() throws IOException {
    for (String name : List.of(HISTORY, FAULTS, MESSAGES, RUN)) {
      Files.deleteIfExists(path.resolve(name));
    }
    Files.deleteIfExists(path);
  }
}
