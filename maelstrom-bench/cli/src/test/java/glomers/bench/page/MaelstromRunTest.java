package glomers.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.network.TracedMessage;
import glomers.bench.network.TracedMessage.Fate;
import glomers.bench.page.RunPage.FaultBand;
import glomers.bench.verdict.Validity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fressian.FressianWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MaelstromRunTest {

  /** What its clock stood at when clients began, in nanoseconds. */
  private static final long CLOCK = 7_000_000_000_000L;

  private static final long MILLI = 1_000_000;

  @TempDir Path directory;

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectories(directory.resolve("store/broadcast/20261121T022949.123Z"));
    Path logs = Files.createDirectory(folder.resolve("node-logs"));
    Files.writeString(logs.resolve("n1.log"), "second\n");
    Files.writeString(logs.resolve("n0.log"), "first\nlast\n");
    Files.writeString(
        folder.resolve("jepsen.log"),
        """
        2026-11-21 01:38:47,277{GMT}	INFO	[jepsen test runner] jepsen.core: Command line:
        lein run test -w broadcast --bin ./node --node-count 2 --time-limit 20 --rate 10
        """);
    Files.writeString(
        folder.resolve("results.edn"),
        """
        {:stats {:valid? true, :count 3, :ok-count 2, :fail-count 0, :info-count 1}
         :availability {:valid? true, :ok-fraction 0.6666}
         :net {:servers {:send-count 2, :recv-count 1, :msg-count 2, :msgs-per-op 0.6666}}
         :workload {:valid? false, :lost (0), :stable-latencies {0 0, 0.5 4, 1 9}}
         :valid? false}
        """);
    Files.writeString(
        folder.resolve("history.edn"),
        """
        {:index 0, :time 1000000, :type :info, :process :nemesis, :f :start-partition, :value :majority}
        {:index 1, :time 2000000, :type :info, :process :nemesis, :f :start-partition, :value [:isolated {"n1" #{"n0"}, "n0" #{"n1"}}]}
        {:index 2, :time 10000000, :type :invoke, :process 0, :f :broadcast, :value 0}
        {:index 3, :time 12000000, :type :ok, :process 0, :f :broadcast, :value 0}
        {:index 4, :time 20000000, :type :invoke, :process 1, :f :read, :value nil}
        {:index 5, :time 30000000, :type :info, :process 1, :f :read, :value nil, :error :net-timeout}
        {:index 6, :time 40000000, :type :info, :process :nemesis, :f :stop-partition, :value nil}
        {:index 7, :time 41000000, :type :info, :process :nemesis, :f :stop-partition, :value :network-healed}
        {:index 8, :time 900000000, :type :invoke, :process 0, :f :read, :value nil, :final? true}
        {:index 9, :time 901000000, :type :ok, :process 0, :f :read, :value [], :final? true}
        """);
  }

  private void writeJournal() throws IOException {
    Path journal = Files.createDirectory(folder.resolve("net-journal"));
    try (OutputStream out = Files.newOutputStream(journal.resolve("0.fressian"))) {
      FressianWriter writer = new FressianWriter(out);
      event(writer, 0, 10 * MILLI, "send", 0, "c4", "n0", Map.of("type", "broadcast"));
      event(writer, 2, 13 * MILLI, "send", 1, "n0", "n1", Map.of("type", "gossip", "value", 0));
      event(writer, 3, 20 * MILLI, "send", 2, "c5", "n1", Map.of("type", "read"));
      event(writer, 5, 900 * MILLI, "send", 3, "c4", "n0", Map.of("type", "read"));
    }
    try (OutputStream out = Files.newOutputStream(journal.resolve("1.fressian"))) {
      FressianWriter writer = new FressianWriter(out);
      event(writer, 1, 11 * MILLI, "recv", 0, "c4", "n0", Map.of("type", "broadcast"));
      event(writer, 4, 21 * MILLI, "recv", 2, "c5", "n1", Map.of("type", "read"));
    }
  }

  /** As Maelstrom writes them: types as keywords, which are a tag with a namespace and a name. */
  private static void event(
      FressianWriter writer,
      long id,
      long nanos,
      String type,
      long messageId,
      String src,
      String dest,
      Map<String, Object> body)
      throws IOException {
    writer.writeTag("ev", 4);
    writer.writeInt(id);
    writer.writeInt(CLOCK + nanos);
    writer.writeTag("key", 2);
    writer.writeNull();
    writer.writeString(type);
    writer.writeTag("msg", 4);
    writer.writeInt(messageId);
    writer.writeString(src);
    writer.writeString(dest);
    writer.writeObject(body);
  }

  @Test
  void verdict_figures_and_command_are_maelstroms() throws IOException {
    RunPage page = RunPages.read(folder);
    assertThat(page.title()).isEqualTo("broadcast, 2 nodes, 20 s at 10 a second");
    assertThat(page.harness()).isEqualTo("Tested by Maelstrom on real time, 2026-11-21 at 02:29");
    assertThat(page.conclusion().validity()).isEqualTo(Validity.INVALID);
    assertThat(page.conclusion().sentence()).isEqualTo("Invalid: 1 × lost among 3 operations.");
    assertThat(page.figures())
        .extracting(RunPage.Figure::name, RunPage.Figure::value)
        .contains(
            tuple("Messages per operation", "0.67"), tuple("Stable latency, maximum", "9 ms"));
    assertThat(page.repetition().command())
        .isEqualTo(
            "maelstrom test -w broadcast --bin ./node --node-count 2 --time-limit 20 --rate 10");
  }

  @Test
  void beginnings_and_ends_become_operations_and_faults() throws IOException {
    RunPage page = RunPages.read(folder);
    assertThat(page.operations())
        .extracting(
            Operation::node, Operation::function, Operation::outcome, Operation::completedNanos)
        .containsExactly(
            tuple("n0", "broadcast", Outcome.OK, 12 * MILLI),
            tuple("n1", "read", Outcome.INFO, 30 * MILLI),
            tuple("n0", "read", Outcome.OK, 901 * MILLI));
    assertThat(page.operations().get(1).error()).isEqualTo("net-timeout");
    assertThat(page.operations().getLast().isFinal()).isTrue();
    assertThat(page.faults())
        .containsExactly(
            new FaultBand("partition", "majority n0 | n1", MILLI, 41 * MILLI, List.of()));
    assertThat(page.anomalies().getFirst().operations()).containsExactly(page.operations().get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "'', n0 n1 n0 n1 n0",
    "' --concurrency 3', n0 n1 n0 n0 n1",
    "' --concurrency=3', n0 n1 n0 n0 n1",
    "' --concurrency 1n', n0 n1 n0 n1 n0",
    "' --concurrency 2n', n0 n1 n0 n1 n0",
    "' --concurrency 1', n0 n0 n0 n0 n0",
  })
  void a_thread_asks_one_node_under_all_of_its_numbers(String option, String nodes)
      throws IOException {
    Path log = folder.resolve("jepsen.log");
    Files.writeString(log, Files.readString(log).stripTrailing() + option + "\n");
    StringBuilder history = new StringBuilder();
    for (int process = 0; process < 5; process++) {
      history.append(
          "{:index %d, :time %d, :type :invoke, :process %d, :f :read, :value nil}%n"
              .formatted(process, 1_000 * process, process));
    }
    Files.writeString(folder.resolve("history.edn"), history);

    assertThat(RunPages.read(folder).operations())
        .extracting(Operation::node)
        .containsExactly(nodes.split(" "));
  }

  @Test
  void its_journal_is_set_to_the_clock_of_its_history() throws IOException {
    writeJournal();
    RunPage page = RunPages.read(folder);
    assertThat(page.messages())
        .extracting(
            TracedMessage::src,
            TracedMessage::sentNanos,
            TracedMessage::endNanos,
            TracedMessage::fate)
        .containsExactly(
            tuple("c4", 10 * MILLI, 11 * MILLI, Fate.DELIVERED),
            tuple("n0", 13 * MILLI, 13 * MILLI, Fate.CUT),
            tuple("c5", 20 * MILLI, 21 * MILLI, Fate.DELIVERED),
            tuple("c4", 900 * MILLI, 900 * MILLI, Fate.PENDING));
    assertThat(page.messages().get(1).json())
        .startsWith("{\"src\":\"n0\",\"dest\":\"n1\",\"body\":{")
        .contains("\"type\":\"gossip\"");
    assertThat(page.nodes())
        .extracting(node -> node.name(), node -> node.sentCount(), node -> node.logTail())
        .containsExactly(
            tuple("n0", 1L, List.of("first", "last")), tuple("n1", 0L, List.of("second")));
  }

  @Test
  void without_a_journal_the_page_says_where_messages_are() throws IOException {
    RunPage page = RunPages.read(folder);
    assertThat(page.messages()).isEmpty();
    assertThat(page.messagesRemark()).contains("messages.svg");
  }

  @Test
  void a_folder_that_holds_no_run_is_told_in_a_sentence() {
    assertThatThrownBy(() -> RunPages.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds neither results.json nor results.edn");
  }
}
