package glomers.bench.checker;

import glomers.bench.checker.SetChecker.Addition;
import glomers.bench.history.Operation;
import java.util.BitSet;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What is wrong with a read of a set by itself: a value that it should not have, or not twice. */
final class SetReads {

  private final Addition addition;
  private final SetElements elements;
  private final AnomalyList anomalies;

  SetReads(Addition addition, SetElements elements, AnomalyList anomalies) {
    this.addition = addition;
    this.elements = elements;
    this.anomalies = anomalies;
  }

  void check(Operation read, SetValues.Read values) {
    if (read.output().isNull()) {
      anomalies.add(
          NullLists.NULL_FOR_LIST,
          Subject.ofNode(read.node()),
          () ->
              NullLists.describe(read, "\"" + addition.field() + "\": null", addition.goMend())
                  + " ("
                  + Legend.of(read)
                  + ")",
          read);
    }
    BitSet seen = new BitSet();
    for (int number : values.inOrder()) {
      if (seen.get(number)) {
        JsonNode value = elements.values().value(number);
        add(
            SetAnomalies.DUPLICATED,
            read,
            value,
            SetWords.read(read) + " has " + value + " more than once");
      }
      seen.set(number);
      Optional<SetElement> element = elements.element(number);
      if (element.isEmpty()) {
        JsonNode value = elements.values().value(number);
        add(
            SetAnomalies.INVENTED,
            read,
            value,
            SetWords.read(read) + " has " + value + ", which nobody " + addition.done());
      } else if (element.get().addition().outcome() == Operation.Outcome.FAIL) {
        addRefused(read, elements.values().value(number), element.get().addition());
      }
    }
  }

  private void addRefused(Operation read, JsonNode value, Operation refused) {
    add(
        SetAnomalies.REFUSED_YET_PRESENT,
        read,
        value,
        "%s has %s, %s was refused (operation %d at %s)"
            .formatted(
                SetWords.read(read), value, addition.whose(), refused.index(), refused.node()),
        refused);
  }

  private void add(
      AnomalyType type, Operation read, JsonNode value, String words, Operation... before) {
    Operation[] shown = java.util.Arrays.copyOf(before, before.length + 1);
    shown[before.length] = read;
    anomalies.add(type, Subject.ofValue(value).at(read.node()), () -> words, shown);
  }
}
