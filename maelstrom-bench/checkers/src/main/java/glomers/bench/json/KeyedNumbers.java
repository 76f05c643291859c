package glomers.bench.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object of whole numbers, for who goes through many large ones: without a tree for each number,
 * and telling which of them share their keys.
 */
public final class KeyedNumbers {

  private final String[] keys;
  private final List<JsonNode> values;

  private KeyedNumbers(String[] keys, List<JsonNode> values) {
    this.keys = keys;
    this.values = values;
  }

  /** The numbers of an object; none if it is missing. What is no whole number there counts as 0. */
  public static KeyedNumbers of(JsonNode object) {
    if (!(object instanceof ObjectNode node)) {
      return new KeyedNumbers(new String[0], List.of());
    }
    Optional<CompactTrees.ByKey> compact = CompactTrees.byKey(node);
    return compact.isPresent()
        ? new KeyedNumbers(compact.get().names(), compact.get().inOrder())
        : new KeyedNumbers(
            node.propertyNames().toArray(String[]::new),
            node.properties().stream().map(Map.Entry::getValue).toList());
  }

  /** How many there are. */
  public int size() {
    return keys.length;
  }

  /** A key, by its place. */
  public String key(int place) {
    return keys[place];
  }

  /** The number at a key's place. */
  public long number(int place) {
    return CompactTrees.number(values, place);
  }

  /** The same for objects that share their keys, as those do that were packed together. */
  public Object keySet() {
    return keys;
  }
}
