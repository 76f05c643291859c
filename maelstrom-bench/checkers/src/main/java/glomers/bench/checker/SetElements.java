package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * All values of a set in the order in which they were first asked to be added, with what the
 * history says of each: a replay of its events. Used once.
 */
final class SetElements {

  private final SetValues values = new SetValues();

  /** By their values' numbers; null for what nobody has asked to be added yet. */
  private final List<SetElement> byNumber = new ArrayList<>();

  /** The numbers of those that there are, in the order of their additions. */
  private final List<Integer> begun = new ArrayList<>();

  private final Map<String, Acknowledged> acknowledgedByNode = new LinkedHashMap<>();
  private final Map<String, BitSet> lastReadByNode = new HashMap<>();

  /** What a node acknowledged. */
  static final class Acknowledged {
    private final BitSet numbers = new BitSet();
    private final Map<Integer, Operation> operations = new LinkedHashMap<>();

    private void add(int number, Operation operation) {
      numbers.set(number);
      operations.put(number, operation);
    }

    /** How many values. */
    int count() {
      return operations.size();
    }

    /** The additions of those that a read lacks, in the order of their acknowledgements. */
    List<Operation> missing(BitSet present) {
      if (SetValues.difference(numbers, present).isEmpty()) {
        return List.of();
      }
      return operations.entrySet().stream()
          .filter(entry -> !present.get(entry.getKey()))
          .map(Map.Entry::getValue)
          .toList();
    }
  }

  /** Told of each read that was answered, while all is known that had happened by its end. */
  @FunctionalInterface
  interface ReadListener {
    void read(Operation read, SetValues.Read values);
  }

  /** Replays a history. */
  void replay(List<Operation> history, ReadListener listener) {
    List<Event> events = Event.of(history);
    int[] begunAt = new int[history.isEmpty() ? 0 : history.getLast().index() + 1];
    for (int position = 0; position < events.size(); position++) {
      Operation operation = events.get(position).operation();
      if (!events.get(position).isEnd()) {
        begunAt[operation.index()] = position;
        if (isAddition(operation)) {
          begin(operation);
        }
      } else if (operation.isOk() && isAddition(operation)) {
        int number = values.number(operation.input());
        byNumber.get(number).acknowledged(operation, position);
        acknowledgedByNode
            .computeIfAbsent(operation.node(), unused -> new Acknowledged())
            .add(number, operation);
      } else if (operation.isOk()) {
        SetValues.Read read = values.read(operation.output());
        seen(operation, read.present(), begunAt[operation.index()], position);
        listener.read(operation, read);
      }
    }
  }

  private void begin(Operation addition) {
    int number = values.number(addition.input());
    while (byNumber.size() <= number) {
      byNumber.add(null);
    }
    if (byNumber.set(number, new SetElement(addition)) == null) {
      begun.add(number);
    }
  }

  private void seen(Operation read, BitSet present, int begunAt, int endedAt) {
    lastReadByNode.put(read.node(), present);
    for (int number : begun) {
      SetElement element = byNumber.get(number);
      if (present.get(number)) {
        element.present(read, begunAt, endedAt);
      } else {
        element.absent(read, begunAt);
      }
    }
  }

  static boolean isAddition(Operation operation) {
    return !operation.function().equals("read");
  }

  /** The values, and their numbers. */
  SetValues values() {
    return values;
  }

  /** All that there are, in the order of their additions. */
  List<SetElement> all() {
    return begun.stream().map(byNumber::get).toList();
  }

  /** A value, if anybody has asked for its addition. */
  Optional<SetElement> element(int number) {
    return number < byNumber.size() ? Optional.ofNullable(byNumber.get(number)) : Optional.empty();
  }

  /** By node what it acknowledged. */
  Map<String, Acknowledged> acknowledgedByNode() {
    return acknowledgedByNode;
  }

  /** The nodes whose last read that was answered has a value, by name. */
  List<String> keepers(JsonNode value) {
    int number = values.number(value);
    List<String> keepers = new ArrayList<>();
    lastReadByNode.forEach((node, present) -> {
      if (present.get(number)) {
        keepers.add(node);
      }
    });
    return keepers.stream().sorted().toList();
  }
}
