package glomers.bench.checker;

import glomers.bench.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an anomaly is about: what somebody who looks for its cause follows through the run.
 *
 * @param items the values, keys, or versions of keys, the most telling first; none if it is about
 *     none in particular
 * @param node the node that shows it, if it is one node's
 */
public record Subject(List<Item> items, Optional<String> node) {

  /** Nothing in particular: the whole run, or a node's silence. */
  public static final Subject NONE = new Subject(List.of(), Optional.empty());

  /** One whose list nobody can change any more. */
  public Subject {
    items = items.stream().distinct().toList();
  }

  /**
   * A value, a key, or the version of a key that has the value.
   *
   * @param key the key; empty where the workload has none
   * @param value the value; empty if it is about whatever value the key has
   */
  public record Item(Optional<JsonNode> key, Optional<JsonNode> value) {

    /** A version of a key. */
    public static Item version(JsonNode key, JsonNode value) {
      return new Item(Optional.of(key), value.isNull() ? Optional.empty() : Optional.of(value));
    }

    /** A value that belongs to no key. */
    public static Item value(JsonNode value) {
      return new Item(Optional.empty(), Optional.of(value));
    }

    /** It in a few words, for example {@code 7}, {@code key 5} or {@code key 5 = 7}. */
    public String words() {
      return key.map(known -> "key " + name(known)).orElse("")
          + (key.isPresent() && value.isPresent() ? " = " : "")
          + value.map(Subject::name).orElse("");
    }
  }

  /** Some values that belong to no key. */
  public static Subject ofValues(List<JsonNode> values) {
    return new Subject(values.stream().map(Item::value).toList(), Optional.empty());
  }

  /** A value that belongs to no key. */
  public static Subject ofValue(JsonNode value) {
    return ofValues(List.of(value));
  }

  /** A version of a key; the key alone if the value is JSON null. */
  public static Subject ofVersion(JsonNode key, JsonNode value) {
    return new Subject(List.of(Item.version(key, value)), Optional.empty());
  }

  /** Some versions of a key; the key alone if none of the values is anything but JSON null. */
  public static Subject ofVersions(JsonNode key, List<JsonNode> values) {
    List<JsonNode> present = values.stream().filter(value -> !value.isNull()).toList();
    return present.isEmpty()
        ? ofKey(key)
        : new Subject(
            present.stream().map(value -> Item.version(key, value)).toList(), Optional.empty());
  }

  /** A key, whatever its value. */
  public static Subject ofKey(JsonNode key) {
    return ofVersion(key, Json.nothing());
  }

  /** A node, and no value in particular. */
  public static Subject ofNode(String node) {
    return NONE.at(node);
  }

  /** The same as one node shows it. */
  public Subject at(String node) {
    return new Subject(items, Optional.of(node));
  }

  /** Whether it names a value or a key that can be followed. */
  public boolean hasItems() {
    return !items.isEmpty();
  }

  private static String name(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }
}
