package glomers.bench.checker.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/**
 * The histories of etcd that Porcupine's tests use, from {@code test_data/jepsen} of
 * anishathalye/porcupine: {@code -Detcd.histories=FOLDER} says where they are.
 */
@EnabledIfSystemProperty(named = "etcd.histories", matches = ".+")
final class EtcdHistoriesTest {

  private static final Set<Integer> LINEARIZABLE =
      Set.of(
          2, 5, 7, 18, 25, 31, 38, 45, 48, 49, 51, 53, 56, 67, 75, 76, 80, 87, 92, 98, 100, 101,
          102);

  /** No test of Porcupine's reads it. It holds no operations. */
  private static final String UNUSED = "etcd_095.log";

  @Test
  void those_are_linearizable_that_are_known_to_be() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("etcd.histories")))) {
      files =
          all.filter(file -> file.toString().matches(".*etcd_\\d+\\.log") && !file.endsWith(UNUSED))
              .sorted()
              .toList();
    }
    Map<Integer, List<Operation>> histories = new HashMap<>();
    for (Path file : files) {
      histories.put(
          Integer.parseInt(file.getFileName().toString().replaceAll("\\D", "")), history(file));
    }
    for (int round = 1; round <= 3; round++) {
      Set<Integer> found = new HashSet<>();
      long start = System.nanoTime();
      long configurations = 0;
      for (Map.Entry<Integer, List<Operation>> one : histories.entrySet()) {
        Decision decision = new LinearizabilityChecker(Models.register()).decide(one.getValue());
        configurations += decision.configurations();
        if (decision instanceof Decision.Linearizable) {
          found.add(one.getKey());
        }
      }
      System.out.printf(
          "%d histories, %d linearizable, %d configurations, %d ms%n",
          files.size(), found.size(), configurations, (System.nanoTime() - start) / 1_000_000);
      assertEquals(LINEARIZABLE, found);
    }
  }

  private static List<Operation> history(Path file) throws IOException {
    List<Operation> operations = new ArrayList<>();
    Map<Integer, String[]> open = new HashMap<>();
    Map<Integer, Long> since = new HashMap<>();
    long line = 0;
    for (String text : Files.readAllLines(file)) {
      line++;
      String[] words = text.trim().split("\\s+", 6);
      if (words.length < 6 || !words[3].matches("\\d+")) {
        continue;
      }
      int process = Integer.parseInt(words[3]);
      if (words[4].equals(":invoke")) {
        open.put(process, words);
        since.put(process, line);
      } else if (!words[4].equals(":info")) {
        operations.add(operation(process, open.remove(process), since.get(process), words, line));
      }
    }
    for (Map.Entry<Integer, String[]> unanswered : open.entrySet()) {
      operations.add(
          operation(
              unanswered.getKey(),
              unanswered.getValue(),
              since.get(unanswered.getKey()),
              new String[] {"", "", "", "", ":info", ""},
              line + 1));
    }
    operations.sort(Comparator.comparingLong(Operation::invokedNanos));
    return operations;
  }

  private static Operation operation(
      int process, String[] invoked, long from, String[] ended, long to) {
    String[] asked = invoked[5].split("\\s+", 2);
    String function = asked[0].substring(1);
    boolean isRefusedCas = function.equals("cas") && ended[4].equals(":fail");
    Outcome outcome =
        ended[4].equals(":ok") || isRefusedCas
            ? Outcome.OK
            : ended[4].equals(":fail") ? Outcome.FAIL : Outcome.INFO;
    JsonNode output = Json.nothing();
    if (isRefusedCas) {
      output = Json.parse("false");
    } else if (function.equals("read") && outcome == Outcome.OK) {
      output = json(ended[5].split("\\s+", 2)[1]);
    }
    return new Operation(
        0, process, "", function, json(asked[1]), from, outcome, to, output, "", false);
  }

  private static JsonNode json(String edn) {
    return Json.parse(edn.replace("nil", "null").replace(' ', ','));
  }
}
