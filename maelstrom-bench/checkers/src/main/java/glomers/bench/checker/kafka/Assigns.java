package glomers.bench.checker.kafka;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Which client was assigned which keys, and when. Not thread-safe. */
final class Assigns {

  private final Map<Integer, List<Operation>> byProcess = new HashMap<>();

  /** Adds a successful assign; in the order of the history. */
  void add(Operation assign) {
    byProcess.computeIfAbsent(assign.process(), unused -> new ArrayList<>()).add(assign);
  }

  /** How many a client has had so far. */
  int count(int process) {
    return byProcess.getOrDefault(process, List.of()).size();
  }

  /** Whether, between two places in the history, a client was assigned others than a key. */
  boolean takesAway(String key, int process, int from, int to) {
    List<Operation> assigns = byProcess.getOrDefault(process, List.of());
    for (int number = firstAfter(assigns, from);
        number < assigns.size() && assigns.get(number).index() < to;
        number++) {
      if (!keys(assigns.get(number)).contains(key)) {
        return true;
      }
    }
    return false;
  }

  private static int firstAfter(List<Operation> assigns, int index) {
    int low = 0;
    int high = assigns.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (assigns.get(middle).index() <= index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The keys that a client has from then on. */
  static Collection<String> keys(Operation assign) {
    JsonNode positions = assign.output().path("offsets");
    return positions.isMissingNode()
        ? assign.input().path("keys").valueStream().map(JsonNode::asString).toList()
        : positions.propertyNames();
  }
}
