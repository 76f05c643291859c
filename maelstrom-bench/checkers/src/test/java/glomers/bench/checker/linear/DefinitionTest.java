package glomers.bench.checker.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import glomers.bench.history.Operation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search against the definition. {@code -Dglomers.histories=100000} asks for more of them. */
final class DefinitionTest {

  private static final int HISTORIES = Integer.getInteger("glomers.histories", 2_000);

  @ParameterizedTest
  @ValueSource(strings = {"register", "queue", "set", "lock", "counter"})
  void the_search_says_of_small_histories_what_the_definition_says(String object) {
    RandomObjects histories = new RandomObjects(object, 1);
    Model<?> model = RandomObjects.model(object);
    int linearizable = 0;
    for (int number = 0; number < HISTORIES; number++) {
      List<Operation> history = histories.next();
      boolean expected = ByDefinition.isLinearizable(model, history);
      Decision decision = new LinearizabilityChecker(model).decide(history);
      assertEquals(expected, decision instanceof Decision.Linearizable, () -> "of " + history);
      linearizable += expected ? 1 : 0;
    }
    assertTrue(linearizable > HISTORIES / 10 && linearizable < HISTORIES * 9 / 10);
  }
}
