package glomers.bench.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.Fixtures;
import glomers.bench.history.Operation;
import glomers.bench.network.Network.Miss;
import glomers.bench.network.Packet;
import glomers.bench.node.LogSink;
import glomers.bench.options.TestOptions;
import glomers.bench.run.RunResult;
import glomers.bench.run.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

/** Two runs, event by event: whatever is not the same is noticed, and the first of it is named. */
final class DifferenceTest {

  private static final TestOptions OPTIONS =
      TestOptions.defaults("unique-ids", 1).withLoad(new TestOptions.Load(1, 2, 5, 0));

  private static final RunResult RESULT =
      Simulation.run(
          OPTIONS,
          Fixtures.workload(OPTIONS),
          Fixtures.goodUniqueIds(),
          List.of(),
          node -> LogSink.NONE);

  private static Packet packet(long id, String src, String dest, String json) {
    return new Packet(id, src, dest, json.getBytes(StandardCharsets.UTF_8));
  }

  private static final Packet FIRST = packet(0, "n0", "n1", "{\"a\":1}");

  private static RunTrace trace(int maxEvents, Consumer<RunTrace> events) {
    var trace = new RunTrace(maxEvents);
    events.accept(trace);
    return trace;
  }

  private static Optional<Difference> between(Consumer<RunTrace> first, Consumer<RunTrace> second) {
    return Difference.between(RESULT, trace(100, first), RESULT, trace(100, second));
  }

  private static long at(long nanos) {
    return RESULT.beganNanos() + nanos;
  }

  @Test
  void runs_that_are_alike_do_not_differ() {
    Consumer<RunTrace> events =
        trace -> {
          trace.sent(FIRST, at(0));
          trace.received(FIRST, at(5_000));
        };
    assertThat(between(events, events)).isEmpty();
  }

  @Test
  void another_text_receiver_time_or_fate_is_a_difference() {
    Consumer<RunTrace> first = trace -> trace.sent(FIRST, at(5_000));
    String told = "n0 sent n1 {\"a\":1} at 0.000005000 s";
    assertThat(between(first, trace -> trace.sent(packet(0, "n0", "n1", "{\"a\":2}"), at(5_000))))
        .contains(new Difference(told, "n0 sent n1 {\"a\":2} at 0.000005000 s"));
    assertThat(between(first, trace -> trace.sent(packet(0, "n0", "n2", "{\"a\":1}"), at(5_000))))
        .contains(new Difference(told, "n0 sent n2 {\"a\":1} at 0.000005000 s"));
    assertThat(between(first, trace -> trace.sent(FIRST, at(5_001))))
        .contains(new Difference(told, "n0 sent n1 {\"a\":1} at 0.000005001 s"));
    assertThat(
            between(
                trace -> trace.received(FIRST, at(1_000_000_000)),
                trace -> trace.missed(FIRST, Miss.LOST, at(1_000_000_000))))
        .contains(
            new Difference(
                "n1 received {\"a\":1} at 1.000000000 s", "{\"a\":1} was lost at 1.000000000 s"));
  }

  @Test
  void what_one_run_lacks_at_its_end_is_a_difference() {
    assertThat(between(trace -> {}, trace -> trace.missed(FIRST, Miss.GONE, at(0))))
        .contains(
            new Difference(
                "nothing more happened", "{\"a\":1} came when n1 was gone at 0.000000000 s"));
  }

  @Test
  void of_a_long_message_the_part_is_shown_that_is_not_the_same() {
    String common = "x".repeat(1_000);
    Difference difference =
        between(
                trace -> trace.sent(packet(0, "n0", "n1", common + "one" + common), at(0)),
                trace -> trace.sent(packet(0, "n0", "n1", common + "two" + common), at(0)))
            .orElseThrow();
    assertThat(difference.first()).contains("…x", "xonex", "x…").hasSizeLessThan(220);
    assertThat(difference.second()).contains("…x", "xtwox", "x…").hasSizeLessThan(220);
  }

  @Test
  void what_comes_after_the_last_event_that_is_kept_is_noticed_though_not_named() {
    RunTrace first = trace(2, trace -> send(trace, 5, "{}"));
    RunTrace second = trace(2, trace -> send(trace, 4, "{}"));
    second.sent(packet(4, "n0", "n1", "[]"), at(4));
    assertThat(first.isComplete()).isFalse();
    assertThat(Difference.between(RESULT, first, RESULT, first)).isEmpty();
    assertThat(Difference.between(RESULT, first, RESULT, second).orElseThrow().sentence())
        .endsWith(
            "first something after 2 messages' events that are alike, more than are kept;"
                + " then something else");
  }

  private static void send(RunTrace trace, int count, String json) {
    for (int i = 0; i < count; i++) {
      trace.sent(packet(i, "n0", "n1", json), at(i));
    }
  }

  @Test
  void another_operation_is_a_difference_though_all_messages_are_alike() {
    List<Operation> changed = new ArrayList<>(RESULT.history());
    Operation last = changed.removeLast();
    changed.add(
        new Operation(
            last.index(),
            last.process(),
            last.node(),
            last.function(),
            last.input(),
            last.invokedNanos(),
            last.outcome(),
            last.completedNanos(),
            StringNode.valueOf("another"),
            last.error(),
            last.isFinal()));
    RunResult second =
        new RunResult(
            changed,
            RESULT.faults(),
            RESULT.majorities(),
            RESULT.sides(),
            RESULT.memoryLosses(),
            RESULT.waiting(),
            RESULT.network(),
            RESULT.failure(),
            RESULT.beganNanos(),
            RESULT.elapsedNanos());
    RunTrace none = trace(1, trace -> {});
    assertThat(Difference.between(RESULT, none, second, none).orElseThrow().second())
        .contains("\"output\":\"another\"");
  }
}
