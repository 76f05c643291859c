package glomers.bench.page;

import glomers.bench.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Helps to write a long list as one array of small numbers for each of its properties. */
final class Columns {

  private final ObjectNode json = Json.object();
  private final Map<String, ArrayNode> columns = new LinkedHashMap<>();
  private final Map<String, Long> previous = new LinkedHashMap<>();

  private ArrayNode column(String name) {
    return columns.computeIfAbsent(name, json::putArray);
  }

  /** Adds a number to a column. */
  void add(String name, long value) {
    column(name).add(value);
  }

  /** Adds a number to a column as its distance from the one before. */
  void addDelta(String name, long value) {
    column(name).add(value - previous.getOrDefault(name, 0L));
    previous.put(name, value);
  }

  /** Adds a text to a column; a zero stands for none. */
  void addText(String name, String text) {
    if (text.isEmpty()) {
      column(name).add(0);
    } else {
      column(name).add(text);
    }
  }

  /** The object that holds the columns, to which more can be added. */
  ObjectNode json() {
    return json;
  }

  /** Gives names small numbers, in the order in which they turn up. */
  static final class Names {
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    /** The name's number: the one that it has, or a new one. */
    int number(String name) {
      return numbers.computeIfAbsent(name, unused -> numbers.size());
    }

    /** All names by their numbers. */
    List<String> names() {
      return new ArrayList<>(numbers.keySet());
    }

    /** All names by their numbers, as JSON. */
    ArrayNode json() {
      ArrayNode list = Json.array();
      numbers.keySet().forEach(list::add);
      return list;
    }
  }
}
