package glomers.bench.checker.append;

import glomers.bench.checker.txn.CanonicalJson;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Compares lists of elements; numbers of different widths are equal. */
final class Lists {

  private Lists() {}

  /** Whether a list is the beginning of another. */
  static boolean isPrefix(JsonNode list, JsonNode longer) {
    if (list == longer) {
      return true;
    }
    for (int place = 0; place < list.size(); place++) {
      if (!isEqual(list.get(place), longer.get(place))) {
        return false;
      }
    }
    return true;
  }

  /** Whether two elements are the same. */
  static boolean isEqual(JsonNode one, JsonNode other) {
    if (one.isIntegralNumber()
        && other.isIntegralNumber()
        && one.canConvertToLong()
        && other.canConvertToLong()) {
      return one.longValue() == other.longValue();
    }
    return one.equals(other) || CanonicalJson.of(one).equals(CanonicalJson.of(other));
  }

  /** Whether an element is in a list. */
  static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode each : list) {
      if (isEqual(each, value)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a list ends with some elements. */
  static boolean endsWith(JsonNode list, List<JsonNode> end) {
    int start = list.size() - end.size();
    for (int i = 0; i < end.size(); i++) {
      if (start < 0 || !isEqual(list.get(start + i), end.get(i))) {
        return false;
      }
    }
    return true;
  }
}
