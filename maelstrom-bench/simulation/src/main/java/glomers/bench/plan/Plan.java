package glomers.bench.plan;

import glomers.bench.engine.Clock;
import glomers.bench.engine.Decisions.Kind;
import glomers.bench.nemesis.FaultSpan;
import glomers.bench.options.TestOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All that is decided in a run. What it does not say is as usual: nothing is lost, late or broken.
 * On virtual time nodes draw their own random numbers from the options' seed, and a plan says all
 * that a run is; on real time processes have a say, too.
 *
 * @param clock what time the run goes by
 * @param options what is tested, and how it is judged
 * @param arguments the nodes' command line
 * @param nodesByClient which clients there are, and whom each asks
 * @param operations what they ask, in the order of time
 * @param faults what goes wrong with nodes and the network, in the order of their starts
 * @param decisions whatever else is not as usual; nobody may change it any more
 * @param endNanos when faults end, since the start of the run; later if operations are still open
 * @param hasFinalPhase whether all nodes are asked for what they have in the end
 */
public record Plan(
    Clock clock,
    TestOptions options,
    List<String> arguments,
    Map<Integer, String> nodesByClient,
    List<PlannedOperation> operations,
    List<FaultSpan> faults,
    SortedMap<DecisionName, Long> decisions,
    long endNanos,
    boolean hasFinalPhase) {

  /** A plan that nobody changes any more. */
  public Plan {
    arguments = List.copyOf(arguments);
    nodesByClient = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(nodesByClient));
    operations = List.copyOf(operations);
    faults = List.copyOf(faults);
  }

  /** The same with other operations. */
  public Plan withOperations(List<PlannedOperation> others) {
    return new Plan(
        clock,
        options,
        arguments,
        nodesByClient,
        others,
        faults,
        decisions,
        endNanos,
        hasFinalPhase);
  }

  /** The same with other faults. */
  public Plan withFaults(List<FaultSpan> others) {
    return new Plan(
        clock,
        options,
        arguments,
        nodesByClient,
        operations,
        others,
        decisions,
        endNanos,
        hasFinalPhase);
  }

  /** The same under other options. */
  public Plan withOptions(TestOptions others) {
    return new Plan(
        clock,
        others,
        arguments,
        nodesByClient,
        operations,
        faults,
        decisions,
        endNanos,
        hasFinalPhase);
  }

  /** The same with some decisions of a kind only. */
  public Plan keeping(Kind kind, Collection<DecisionName> some) {
    var kept = java.util.Set.copyOf(some);
    var rest = new TreeMap<>(decisions);
    rest.keySet().removeIf(name -> name.kind() == kind && !kept.contains(name));
    return withDecisions(rest);
  }

  /** The same without some of what is not as usual. */
  public Plan without(Collection<DecisionName> some) {
    var rest = new TreeMap<>(decisions);
    some.forEach(rest::remove);
    return withDecisions(rest);
  }

  /** The same with something else that is not as usual. */
  public Plan withDecisions(SortedMap<DecisionName, Long> others) {
    return new Plan(
        clock,
        options,
        arguments,
        nodesByClient,
        operations,
        faults,
        others,
        endNanos,
        hasFinalPhase);
  }

  /** The same with another end. */
  public Plan withEnd(long nanos) {
    return new Plan(
        clock,
        options,
        arguments,
        nodesByClient,
        operations,
        faults,
        decisions,
        nanos,
        hasFinalPhase);
  }

  /** The same without the questions at the end. */
  public Plan withoutFinalPhase() {
    return new Plan(
        clock, options, arguments, nodesByClient, operations, faults, decisions, endNanos, false);
  }

  /** The same with some of its clients only. */
  public Plan withClients(Predicate<Integer> isKept) {
    Map<Integer, String> rest = new LinkedHashMap<>(nodesByClient);
    rest.keySet().removeIf(isKept.negate());
    return new Plan(
        clock,
        options,
        arguments,
        rest,
        operations.stream().filter(operation -> isKept.test(operation.client())).toList(),
        faults,
        decisions,
        endNanos,
        hasFinalPhase);
  }

  /** Where no more than a minority may be down it is a minority of those that are left. */
  private TestOptions amongFewer(List<String> some) {
    TestOptions fewer = options.withNodes(some);
    int minority = (options.nodes().size() - 1) / 2;
    int minorityOfFewer = (some.size() - 1) / 2;
    return options.maxDownOrMinority() <= minority && options.maxDownOrMinority() > minorityOfFewer
        ? fewer.withAdversity(fewer.adversity().withMaxDown(minorityOfFewer))
        : fewer;
  }

  /** The same with some of its nodes only, without the others' clients. */
  public Plan withNodes(List<String> some) {
    Plan kept = withClients(client -> some.contains(nodesByClient.get(client)));
    List<FaultSpan> faultsAmong = new ArrayList<>();
    for (FaultSpan fault : faults) {
      FaultSpan rest = fault.among(some);
      if (!rest.isEmpty()) {
        faultsAmong.add(rest);
      }
    }
    return new Plan(
        clock,
        amongFewer(some),
        arguments,
        kept.nodesByClient,
        kept.operations,
        faultsAmong,
        decisions,
        endNanos,
        hasFinalPhase);
  }
}
