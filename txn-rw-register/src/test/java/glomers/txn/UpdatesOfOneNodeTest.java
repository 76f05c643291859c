package glomers.txn;

import static glomers.bench.options.TestOptions.NemesisKind.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.history.Operation;
import glomers.bench.junit.Seeds;
import glomers.bench.junit.Simulated;
import glomers.txn.broken.LostUpdateWithinNode;
import glomers.txn.causal.CausalProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What an available system cannot promise between nodes, it does promise at each of them: no update
 * is lost there. No model of the field says so, hence this rule.
 */
final class UpdatesOfOneNodeTest {

  /** That a transaction read a key and then overwrote what it had read there. */
  private record Update(String node, JsonNode key, JsonNode overwritten) {}

  @Simulated(
      workload = "txn-rw-register",
      nodes = 3,
      concurrency = 6,
      rate = 300,
      timeLimit = 2,
      recovery = 1,
      faults = PARTITION,
      nemesisInterval = 0.2,
      loss = 0.1,
      duplicate = 0.1,
      latency = 5,
      seeds = 4)
  void of_two_updates_of_one_version_at_one_node_the_second_has_seen_the_first(Seeds seeds) {
    assertThat(seeds.histories(new CausalProgram()))
        .isNotEmpty()
        .allSatisfy(history -> assertThat(updatesMadeTwice(history)).isEmpty());
    assertThat(seeds.histories(new LostUpdateWithinNode()))
        .anySatisfy(history -> assertThat(updatesMadeTwice(history)).isNotEmpty());
  }

  private static List<Update> updatesMadeTwice(List<Operation> history) {
    Set<Update> made = new HashSet<>();
    return history.stream()
        .filter(Operation::isOk)
        .flatMap(operation -> updates(operation).stream())
        .filter(update -> !made.add(update))
        .toList();
  }

  private static List<Update> updates(Operation transaction) {
    Map<JsonNode, JsonNode> read = new HashMap<>();
    Set<JsonNode> written = new HashSet<>();
    List<Update> updates = new ArrayList<>();
    for (JsonNode access : transaction.output()) {
      JsonNode key = access.get(1);
      if (access.get(0).stringValue().equals("r")) {
        read.putIfAbsent(key, access.get(2));
      } else if (written.add(key) && read.containsKey(key)) {
        updates.add(new Update(transaction.node(), key, read.get(key)));
      }
    }
    return updates;
  }
}
