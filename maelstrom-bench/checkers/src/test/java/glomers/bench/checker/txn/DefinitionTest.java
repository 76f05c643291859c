package glomers.bench.checker.txn;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionTest {
  private static final int HISTORIES = Integer.getInteger("glomers.histories", 2_000);

  @Test
  void the_checker_agrees_with_the_definition_of_every_model_on_small_histories() {
    RandomHistories histories = new RandomHistories(5);
    TxnChecker checker = new TxnChecker(List.of(ConsistencyModel.STRICT_SERIALIZABLE));
    Map<ConsistencyModel, Integer> kept = new EnumMap<>(ConsistencyModel.class);
    for (int i = 0; i < HISTORIES; i++) {
      List<Operation> history = histories.next(5);
      Verdict verdict = checker.check(history);
      Map<ConsistencyModel, Boolean> defined = ByDefinition.decide(history);
      defined.forEach((model, isKept) -> {
        assertThat(((Map<?, ?>) verdict.figures().get("levels")).get(model.modelName()))
            .as("%s of %s: %s", model, history, verdict)
            .isEqualTo(isKept ? "ok" : "violated");
        kept.merge(model, isKept ? 1 : 0, Integer::sum);
      });
      assertThat(verdict.isValid()).isEqualTo(defined.get(ConsistencyModel.STRICT_SERIALIZABLE));
    }
    for (ConsistencyModel model : ByDefinition.MODELS) {
      assertThat(kept.get(model))
          .as("kept by " + model)
          .isBetween(HISTORIES / 20, HISTORIES * 19 / 20);
    }
    ConsistencyModel weaker = ConsistencyModel.READ_UNCOMMITTED;
    for (ConsistencyModel model : ByDefinition.MODELS) {
      if (model != weaker && model.implies(weaker)) {
        assertThat(kept.get(model)).as(model + " than " + weaker).isLessThan(kept.get(weaker));
        weaker = model;
      }
    }
  }
}
