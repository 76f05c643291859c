package glomers.bench.checker.append;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A history without anomalies is judged in time that grows with its length. A million transactions:
 * {@code -Dglomers.transactions=1000000}.
 */
class ListAppendCheckerSpeedTest {
  private static final int TRANSACTIONS = Integer.getInteger("glomers.transactions", 50_000);
  private static final int PROCESSES = 20;
  private static final int ACTIVE_KEYS = 10;
  private static final int APPENDS_PER_KEY = 16;

  @Test
  void a_long_history_without_anomalies_is_judged_quickly() {
    List<Operation> history = history(TRANSACTIONS);
    ListAppendChecker checker = ListAppendChecker.ofModels(List.of("strict-serializable"));
    checker.check(history.subList(0, 10_000));
    // The thread's own time: what else the machine does must not fail the test.
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Verdict verdict = checker.check(history);
    Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
    System.out.printf(
        "%,d transactions in %,d ms, %,d MB of heap in use%n",
        TRANSACTIONS,
        taken.toMillis(),
        Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20);
    assertThat(verdict.anomalies()).isEmpty();
    assertThat(taken).isLessThan(Duration.ofMillis(2_000 + TRANSACTIONS / 100));
  }

  /** Transactions executed one by one, each at an instant between its invocation and its answer. */
  private static List<Operation> history(int count) {
    Random random = new Random(1);
    long[] keys = new long[ACTIVE_KEYS];
    long nextKey = 0;
    for (int i = 0; i < ACTIVE_KEYS; i++) {
      keys[i] = nextKey++;
    }
    Map<Long, ArrayNode> lists = new HashMap<>();
    List<Operation> history = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      ArrayNode input = Json.array();
      ArrayNode output = Json.array();
      for (int length = 1 + random.nextInt(4); length > 0; length--) {
        int place = random.nextInt(ACTIVE_KEYS);
        ArrayNode list = lists.computeIfAbsent(keys[place], none -> Json.array());
        JsonNode key = Json.number(keys[place]);
        if (random.nextBoolean()) {
          if (list.size() == APPENDS_PER_KEY) {
            keys[place] = nextKey++;
            length++;
            continue;
          }
          JsonNode element = Json.number(list.size() + 1);
          input.addArray().add("append").add(key).add(element);
          output.addArray().add("append").add(key).add(element);
          list.add(element);
        } else {
          input.addArray().add("r").add(key).addNull();
          output.addArray().add("r").add(key).add(list.deepCopy());
        }
      }
      long instant = 1_000L * index;
      history.add(
          new Operation(
              index,
              index % PROCESSES,
              "n" + index % 5,
              "txn",
              input,
              instant - 400L * PROCESSES,
              Outcome.OK,
              instant + 400L * PROCESSES,
              output,
              "",
              false));
    }
    return history;
  }
}
