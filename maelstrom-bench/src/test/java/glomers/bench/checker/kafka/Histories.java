package glomers.bench.checker.kafka;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import tools.jackson.databind.JsonNode;

/** Operations with one thing changed. */
final class Histories {

  private Histories() {}

  static Operation withIndex(Operation it, int index) {
    return new Operation(
        index,
        it.process(),
        it.node(),
        it.function(),
        it.input(),
        it.invokedNanos(),
        it.outcome(),
        it.completedNanos(),
        it.output(),
        it.error(),
        it.isFinal());
  }

  static Operation ending(Operation it, Outcome outcome, JsonNode output) {
    return new Operation(
        it.index(),
        it.process(),
        it.node(),
        it.function(),
        it.input(),
        it.invokedNanos(),
        outcome,
        it.completedNanos(),
        output,
        it.error(),
        it.isFinal());
  }
}
