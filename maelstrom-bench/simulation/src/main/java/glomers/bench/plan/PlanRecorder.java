package glomers.bench.plan;

import glomers.bench.client.Invocation;
import glomers.bench.engine.Clock;
import glomers.bench.engine.Decisions;
import glomers.bench.json.Json;
import glomers.bench.json.PackedJson;
import glomers.bench.nemesis.FaultSpan;
import glomers.bench.options.TestOptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Writes down all that is decided in a run, the operations as bytes: hardly ever anybody asks for
 * them. Lives on its run's thread.
 */
public final class PlanRecorder implements Decisions {

  private final Decisions decider;
  private final Map<DecisionName, Long> decisions = new HashMap<>();
  private final PackedJson inputs = new PackedJson();
  private long[] operations = new long[3 * 1024];
  private int operationCount;

  /** Writes down what another one decides. */
  public PlanRecorder(Decisions decider) {
    this.decider = decider;
  }

  @Override
  public Subject about(String name) {
    Subject subject = decider.about(name);
    return (kind, number, copy, usual, draw) -> {
      long decided = subject.decide(kind, number, copy, usual, draw);
      if (decided != usual) {
        decisions.put(new DecisionName(kind, name, number, copy), decided);
      }
      return decided;
    };
  }

  /** Says that a client asks something now. */
  public void asks(long elapsedNanos, int client, Invocation invocation) {
    int at = 3 * operationCount++;
    if (at == operations.length) {
      operations = Arrays.copyOf(operations, 2 * at);
    }
    operations[at] = elapsedNanos;
    operations[at + 1] = client;
    operations[at + 2] = inputs.add(Json.text(invocation.function()), invocation.input());
  }

  private PlannedOperation operation(int number) {
    long place = operations[3 * number + 2];
    return new PlannedOperation(
        operations[3 * number],
        (int) operations[3 * number + 1],
        new Invocation(inputs.first(place).stringValue(), inputs.second(place)));
  }

  /** What was decided so far. */
  public Plan toPlan(
      Clock clock,
      TestOptions options,
      List<String> arguments,
      Map<Integer, String> nodesByClient,
      List<FaultSpan> faults,
      long endNanos) {
    return new Plan(
        clock,
        options,
        arguments,
        nodesByClient,
        IntStream.range(0, operationCount).mapToObj(this::operation).toList(),
        faults,
        new TreeMap<>(decisions),
        endNanos,
        true);
  }
}
