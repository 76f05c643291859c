package glomers.bench.checker.append;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.txn.CanonicalJson;
import glomers.bench.checker.txn.Findings;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads operations as a {@link ListHistory}: first all appends, then the longest list of each key,
 * then all reads. Used once.
 */
final class ListHistoryReader {
  private final List<Operation> operations;
  private final Findings findings;
  private final ListHistory history;
  private final BitSet isReadable = new BitSet();
  private final List<JsonNode> longest = new ArrayList<>();
  private final IntList longestReaders = new IntList();

  private ListHistoryReader(List<Operation> operations, Findings findings) {
    this.operations = operations;
    this.findings = findings;
    this.history = new ListHistory(operations);
  }

  /**
   * Reads a history.
   *
   * @param operations operations of function {@code txn} only, in the order of their invocations
   * @param findings where to note what is wrong with single reads
   * @throws IllegalArgumentException if one element was appended to one key twice: then it is not
   *     known who read from whom
   */
  static ListHistory read(List<Operation> operations, Findings findings) {
    return new ListHistoryReader(operations, findings).read();
  }

  private ListHistory read() {
    for (int id = 0; id < operations.size(); id++) {
      readAppends(id);
    }
    for (int id = 0; id < operations.size(); id++) {
      if (operations.get(id).isOk()) {
        readLists(id);
      }
    }
    for (int key = 0; key < longest.size(); key++) {
      if (longestReaders.get(key) != ListHistory.NONE) {
        order(key);
      }
    }
    ListReads reads = new ListReads(history, findings);
    for (int id = isReadable.nextSetBit(0); id >= 0; id = isReadable.nextSetBit(id + 1)) {
      reads.add(id);
    }
    reads.finish();
    return history;
  }

  private void readAppends(int id) {
    Operation operation = operations.get(id);
    JsonNode input = operation.input();
    if (!MicroOperations.isTransaction(input)) {
      if (operation.isOk()) {
        malformed(
            Fault.MALFORMED_TRANSACTION,
            operation,
            "T%d is no transaction, and was accepted as one: %s."
                .formatted(operation.index(), input));
      }
      return;
    }
    for (int place = 0; place < input.size(); place++) {
      JsonNode each = input.get(place);
      int key = keyNumber(MicroOperations.key(each));
      if (!MicroOperations.isAppend(each)) {
        continue;
      }
      JsonNode value = MicroOperations.value(each);
      if (history.element(key, value).isPresent()) {
        throw new IllegalArgumentException(
            "T%d appends %s to key %s, to which it was appended before: who read it cannot be known."
                .formatted(operation.index(), value, history.key(key)));
      }
      int element = history.addElement(key, value, id);
      for (int later = place + 1; later < input.size(); later++) {
        JsonNode other = input.get(later);
        if (MicroOperations.isAppend(other) && keyNumber(MicroOperations.key(other)) == key) {
          history.setIntermediate(element);
        }
      }
    }
  }

  private int keyNumber(JsonNode key) {
    int number = history.keyNumber(key);
    if (number == longest.size()) {
      longest.add(key);
      longestReaders.add(ListHistory.NONE);
    }
    return number;
  }

  private void readLists(int id) {
    Operation operation = operations.get(id);
    JsonNode output = operation.output();
    if (!MicroOperations.isTransaction(output) || !isExecution(operation.input(), output)) {
      malformed(
          Fault.MALFORMED_REPLY,
          operation,
          "T%d was asked for %s and answered with %s."
              .formatted(operation.index(), operation.input(), output));
      return;
    }
    isReadable.set(id);
    for (int place = 0; place < output.size(); place++) {
      JsonNode each = output.get(place);
      JsonNode list = MicroOperations.value(each);
      if (!MicroOperations.isAppend(each) && !list.isEmpty()) {
        int key = keyNumber(MicroOperations.key(each));
        if (longestReaders.get(key) == ListHistory.NONE || list.size() > longest.get(key).size()) {
          longest.set(key, list);
          longestReaders.set(key, id);
        }
      }
    }
  }

  private static boolean isExecution(JsonNode input, JsonNode output) {
    if (input.size() != output.size()) {
      return false;
    }
    for (int place = 0; place < input.size(); place++) {
      JsonNode asked = input.get(place);
      JsonNode answered = output.get(place);
      boolean isSame =
          MicroOperations.isAppend(asked) == MicroOperations.isAppend(answered)
              && isEqual(MicroOperations.key(asked), MicroOperations.key(answered))
              && (!MicroOperations.isAppend(asked)
                  || isEqual(MicroOperations.value(asked), MicroOperations.value(answered)));
      if (!isSame) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEqual(JsonNode one, JsonNode other) {
    return one.equals(other) || CanonicalJson.of(one).equals(CanonicalJson.of(other));
  }

  private void malformed(Fault fault, Operation operation, String description) {
    findings.add(
        fault.type(),
        fault.broken(),
        () -> new Anomaly(AnomalyType.ours(fault.type()), description, List.of(operation)));
  }

  /** The elements of a key's longest list, each once; those that nobody appended get numbers. */
  private void order(int key) {
    JsonNode list = longest.get(key);
    IntList elements = new IntList();
    Set<Integer> seen = new HashSet<>();
    for (JsonNode value : list) {
      int element =
          history
              .element(key, value)
              .orElseGet(() -> history.addElement(key, value, ListHistory.NONE));
      if (seen.add(element)) {
        elements.add(element);
      }
    }
    history.setOrder(key, elements.toArray(), longestReaders.get(key));
  }
}
