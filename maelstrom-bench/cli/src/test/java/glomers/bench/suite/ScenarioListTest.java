package glomers.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioListTest {

  @Test
  void a_line_is_a_name_and_a_test_and_maybe_limits() {
    assertThat(
            ScenarioList.parse(
                List.of(
                    "# name | options",
                    "",
                    "calm | -w echo --bin echo.jar",
                    "  eb-one | -w broadcast -- --round-millis 250 | --max-millis 600")))
        .containsExactly(
            new Scenario("calm", List.of("-w", "echo", "--bin", "echo.jar"), List.of()),
            new Scenario(
                "eb-one",
                List.of("-w", "broadcast", "--", "--round-millis", "250"),
                List.of("--max-millis", "600")));
  }

  @Test
  void a_word_in_quotes_may_hold_blanks_and_bars_or_nothing() {
    assertThat(ScenarioList.parse(List.of("a | --bin 'my | node.py' --nemesis \"\" x\"y z\"")))
        .extracting(Scenario::arguments)
        .containsExactly(List.of("--bin", "my | node.py", "--nemesis", "", "xy z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a -w echo; Line 1 of the list has to be NAME | OPTIONS OF test",
        "a | b | c | d; Line 1 of the list has to be NAME | OPTIONS OF test",
        "a b | -w echo; Line 1 of the list has to begin with a name of one word",
        "| -w echo; Line 1 of the list has to begin with a name of one word",
        "a | ; Line 1 of the list says nothing to test",
        "a | --bin \"b; Line 1 of the list has a quote that does not end",
        "# nothing; There is no scenario in the list",
      })
  void what_cannot_be_understood_is_told_in_a_sentence(String line, String sentence) {
    assertThatThrownBy(() -> ScenarioList.parse(List.of(line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void two_scenarios_of_one_name_are_told_in_a_sentence() {
    assertThatThrownBy(() -> ScenarioList.parse(List.of("a | x", "b | x", "a | x")))
        .hasMessage("Line 3 of the list has the name 'a' again.");
  }
}
