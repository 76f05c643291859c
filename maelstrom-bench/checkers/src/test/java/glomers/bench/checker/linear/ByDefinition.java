package glomers.bench.checker.linear;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Linearizability as it is defined: some order, tried one after the other. */
final class ByDefinition {

  private ByDefinition() {}

  static <S> boolean isLinearizable(Model<S> model, List<Operation> history) {
    List<Operation> effective =
        history.stream()
            .filter(operation -> operation.outcome() != Operation.Outcome.FAIL)
            .toList();
    return canEnd(model, model.initial(), effective);
  }

  private static <S> boolean canEnd(Model<S> model, S state, List<Operation> left) {
    if (left.stream().noneMatch(Operation::isOk)) {
      return true;
    }
    for (Operation next : left) {
      boolean mayBeNext = left.stream().noneMatch(other -> isBefore(other, next));
      Optional<S> after = mayBeNext ? model.step(state, Timeline.action(next)) : Optional.empty();
      if (after.isPresent()) {
        List<Operation> rest = new ArrayList<>(left);
        rest.remove(next);
        if (canEnd(model, after.get(), rest)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isBefore(Operation first, Operation second) {
    boolean lasts = first.completedNanos() > first.invokedNanos();
    return first.isOk()
        && (first.completedNanos() < second.invokedNanos()
            || lasts && first.completedNanos() == second.invokedNanos());
  }
}
