package glomers.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.bench.client.Invocation;
import glomers.bench.engine.Clock;
import glomers.bench.json.Json;
import glomers.bench.nemesis.FaultSpan;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Adversity;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a plan that somebody has edited is told with its place. */
final class PlanReaderTest {

  private static final long SECOND = 1_000_000_000;

  private static String text() {
    TestOptions options = TestOptions.defaults("broadcast", 2);
    Adversity adversity =
        new Adversity(
            options.adversity().latency(),
            options.adversity().linkFaults(),
            Set.of(NemesisKind.KILL),
            10,
            OptionalInt.of(1));
    return PlanWriter.write(
        new Plan(
            Clock.VIRTUAL,
            options.withAdversity(adversity),
            List.of("--step", "flood"),
            Map.of(0, "n0"),
            List.of(new PlannedOperation(SECOND, 0, new Invocation("broadcast", Json.number(7)))),
            List.of(
                new FaultSpan(NemesisKind.KILL, SECOND, 2 * SECOND, List.of("n1")),
                new FaultSpan(NemesisKind.KILL, 3 * SECOND, 4 * SECOND, List.of("n0"))),
            new TreeMap<>(),
            5 * SECOND,
            true));
  }

  @Test
  void what_was_written_is_read() {
    assertThat(PlanWriter.write(PlanReader.read(text()))).isEqualTo(text());
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\": 1         | \"version\": 2       | version: is of version 2",
        "\"endSeconds\": 5       | \"endSeconds\": -1   | endSeconds: a time of 0 or more",
        "\"atSeconds\":1,        | \"at\":1,            | operations[0].at: nothing is called 'at'",
        "\"client\":0            | \"client\":3         | operations[0].client: there is no client 3",
        "{\"0\":\"n0\"}          | {\"0\":\"n7\"}       | nodesByClient.0: there is no node 'n7'",
        "[\"n1\"]}               | [\"n9\"]}           | faults[0].nodes[0]: there is no node 'n9'",
        "\"untilSeconds\":2      | \"untilSeconds\":0   | faults[0].untilSeconds: it ends before",
        "\"fromSeconds\":3       | \"fromSeconds\":2    | faults[1].fromSeconds: it begins before",
        "\"fault\":\"kill\"       | \"fault\":\"pause\"   | faults[0].fault: the options' adversity",
        "\"hasFinalPhase\": true | \"hasFinalPhase\": 1 | hasFinalPhase: true or false is due",
      })
  void a_wrong_place_is_named(String right, String wrong, String complaint) {
    assertThat(text()).contains(right);
    assertThatThrownBy(() -> PlanReader.read(text().replaceFirst(quoted(right), wrong)))
        .isInstanceOf(PlanFormatException.class)
        .hasMessageContaining(complaint);
  }

  private static String quoted(String text) {
    return Pattern.quote(text);
  }
}
