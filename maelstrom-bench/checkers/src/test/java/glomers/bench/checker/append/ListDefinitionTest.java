package glomers.bench.checker.append;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Verdict;
import glomers.bench.checker.txn.ConsistencyModel;
import glomers.bench.history.Operation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListDefinitionTest {
  /** The more, the longer: 100,000 take about a minute. */
  private static final int HISTORIES = Integer.getInteger("glomers.histories", 400);

  @Test
  void the_checker_agrees_with_the_axioms_of_every_model_on_small_histories_of_lists() {
    RandomLists histories = new RandomLists(7);
    ListAppendChecker checker =
        new ListAppendChecker(List.of(ConsistencyModel.STRICT_SERIALIZABLE));
    Map<ConsistencyModel, Integer> kept = new EnumMap<>(ConsistencyModel.class);
    Map<ConsistencyModel, Integer> unknown = new EnumMap<>(ConsistencyModel.class);
    for (int i = 0; i < HISTORIES; i++) {
      List<Operation> history = histories.next(4);
      Verdict verdict = checker.check(history);
      ListsByDefinition.decide(history)
          .forEach((model, isKept) -> {
            Object level = ((Map<?, ?>) verdict.figures().get("levels")).get(model.modelName());
            kept.merge(model, isKept ? 1 : 0, Integer::sum);
            unknown.merge(model, level.equals("unknown") ? 1 : 0, Integer::sum);
            if (!level.equals("unknown")) {
              assertThat(level)
                  .as("%s of %s: %s", model, history, verdict)
                  .isEqualTo(isKept ? "ok" : "violated");
            }
          });
    }
    for (ConsistencyModel model : ListsByDefinition.MODELS) {
      assertThat(kept.get(model)).as("kept by " + model).isBetween(1, HISTORIES - 1);
    }
  }
}
