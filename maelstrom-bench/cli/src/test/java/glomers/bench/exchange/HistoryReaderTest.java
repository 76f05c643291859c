package glomers.bench.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.kafka.KafkaChecker;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.ErrorKind;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import glomers.bench.maelstrom.EdnHistoryWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HistoryReaderTest {

  private static List<Operation> read(String text) throws IOException {
    return HistoryReader.read(new StringReader(text), "history", List.of(), 1);
  }

  /** The same two operations in every form: a write, and a compare-and-set that is refused. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {:type :invoke, :f :write, :value [0 1], :process 0, :time 0, :index 0}
        {:type :invoke, :f :cas, :value [0 [1 2]], :process 1, :time 1, :index 1}
        {:type :ok, :f :write, :value [0 1], :process 0, :time 2, :index 2}
        {:type :info, :f :start-partition, :value nil, :process :nemesis, :time 3, :index 3}
        {:type :fail, :f :cas, :value [0 [1 2]], :process 1, :time 3, :index 4,
         :error [:precondition-failed "no"]}
        """,
        """
        [#jepsen.history.Op{:type :invoke, :f :write, :value [0 1], :process 0}
         #jepsen.history.Op{:type :invoke, :f :cas, :value [0 [1 2]], :process 1}
         #jepsen.history.Op{:type :ok, :f :write, :value [0 1], :process 0}
         #jepsen.history.Op{:type :fail, :f :cas, :value [0 [1 2]], :process 1,
                            :error [:precondition-failed "no"]}]
        """,
        """
        0\t:invoke\t:write\t[0 1]
        1\t:invoke\t:cas\t[0 [1 2]]
        0\t:ok\t:write\t[0 1]
        :nemesis\t:info\t:start-partition\tnil
        1\t:fail\t:cas\t[0 [1 2]]\t[:precondition-failed "no"]
        """,
        """
        [{"type": "invoke", "f": "write", "value": [0, 1], "process": 0},
         {"type": "invoke", "f": "cas", "value": [0, [1, 2]], "process": 1},
         {"type": "ok", "f": "write", "value": [0, 1], "process": 0},
         {"type": "fail", "f": "cas", "value": [0, [1, 2]], "process": 1,
          "error": ["precondition-failed", "no"]}]
        """,
        """
        {"type": ":invoke", "f": ":write", "value": [0, 1], "process": 0}
        {"type": ":invoke", "f": ":cas", "value": [0, [1, 2]], "process": 1}
        {"type": ":ok", "f": ":write", "value": [0, 1], "process": 0}
        {"type": ":fail", "f": ":cas", "value": [0, [1, 2]], "process": 1,
         "error": ["precondition-failed", "no"]}
        """
      })
  void a_history_is_the_same_in_every_form(String text) throws IOException {
    List<Operation> history = read(text);

    assertThat(history).extracting(Operation::function).containsExactly("write", "cas");
    assertThat(history).extracting(Operation::outcome).containsExactly(Outcome.OK, Outcome.FAIL);
    assertThat(history)
        .extracting(Operation::input)
        .containsExactly(Json.parse("[0, 1]"), Json.parse("[0, [1, 2]]"));
    assertThat(history.get(1).errorKind()).isEqualTo(ErrorKind.PRECONDITION_FAILED);
    assertThat(history.get(0).completedNanos()).isLessThan(history.get(1).completedNanos());
    assertThat(history).extracting(Operation::node).containsExactly("p0", "p1");
  }

  @Test
  void what_is_written_as_edn_reads_the_same() throws IOException {
    List<Operation> history =
        read(
            """
            {:type :invoke, :f :txn, :value [[:r 1 nil] [:w 2 "a \\"b\\""]], :process 0, :time 0}
            {:type :ok, :f :txn, :value [[:r 1 7] [:w 2 "a \\"b\\""]], :process 0, :time 5}
            {:type :invoke, :f :read, :value nil, :process 1, :time 6, :final? true}
            {:type :ok, :f :read, :value {"k" [1 2.5 true]}, :process 1, :time 8, :final? true}
            {:type :invoke, :f :read, :value nil, :process 1, :time 8}
            {:type :info, :f :read, :value nil, :process 1, :time 9, :error [:net-timeout "no"]}
            """);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    EdnHistoryWriter.write(history, written);

    String text = written.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("[[:r 1 nil] [:w 2 \"a \\\"b\\\"\"]]");
    List<Operation> again = read(text);
    assertThat(again).usingRecursiveComparison().ignoringFields("error").isEqualTo(history);
  }

  @Test
  void a_byte_order_mark_is_no_part_of_a_history() throws IOException {
    String operation =
        """
        {"process":0,"function":"read","input":[1,null],"invokedNanos":1,"outcome":"info"}
        """;
    assertThat(read("\uFEFF" + operation)).isEqualTo(read(operation)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "{\"a\": 1}",
        "{:a 1}",
        "{:a",
        "[{\"a\"",
        "{\"process\":0,\"function\":\"read\",\"invokedNanos\":1,\"outcome\":\"unknown\"}",
        "{\"process\":0,\"function\":\"read\",\"outcome\":\"info\"}",
        "{\"process\":\"c\",\"function\":\"read\",\"invokedNanos\":1,\"outcome\":\"info\"}",
        "{\"process\":0,\"function\":\"read\",\"invokedNanos\":9,\"outcome\":\"ok\",\"completedNanos\":1}"
      })
  void what_is_no_history_is_told_in_a_sentence(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("history ");
  }

  @Test
  void nothing_is_a_history_of_nothing() throws IOException {
    assertThat(read(" \n")).isEmpty();
  }

  @Test
  void jepsens_events_of_logs_are_judged_too() throws IOException {
    String history =
        """
        {:index 0, :time 0, :type :invoke, :process 0, :f :send, :value [[:send "9" 1]]}
        {:index 1, :time 1, :type :ok, :process 0, :f :send, :value [[:send "9" [4 1]]]}
        {:index 2, :time 2, :type :invoke, :process 1, :f :assign, :value ["9"]}
        {:index 3, :time 3, :type :ok, :process 1, :f :assign, :value ["9"]}
        {:index 4, :time 4, :type :invoke, :process 1, :f :poll, :value [[:poll]]}
        {:index 5, :time 5, :type :ok, :process 1, :f :poll, :value [[:poll {"9" [[4 1]]}]]}
        {:index 6, :time 6, :type :invoke, :process 1, :f :poll, :value [[:poll]]}
        {:index 7, :time 7, :type :ok, :process 1, :f :poll, :value [[:poll {"9" [[4 1]]}]]}
        {:index 8, :time 8, :type :invoke, :process 1, :f :assign, :value ["9"], :seek-to-beginning? true}
        {:index 9, :time 9, :type :ok, :process 1, :f :assign, :value ["9"], :seek-to-beginning? true}
        {:index 10, :time 10, :type :invoke, :process 1, :f :poll, :value [[:poll]]}
        {:index 11, :time 11, :type :ok, :process 1, :f :poll, :value [[:poll {"9" [[4 1]]}]]}
        """;
    List<Operation> operations = read(history);
    assertThat(operations.getLast().isFinal()).isTrue();
    assertThat(new KafkaChecker().check(operations).anomalies())
        .extracting(Anomaly::type)
        .containsExactly("nonmonotonic-poll");
  }
}
