package glomers.bench.shrink;

import glomers.bench.engine.Decisions.Kind;
import glomers.bench.plan.Plan;
import glomers.bench.run.RunResult;

/**
 * How much happens in a run.
 *
 * @param operations what clients ask until the faults end
 * @param losses messages that are lost
 * @param copies messages that come twice
 * @param delays all else that takes its own time: messages, reactions, timers
 * @param messages messages among nodes and services
 */
public record Size(
    int nodes,
    int clients,
    int operations,
    int faults,
    int losses,
    int copies,
    int delays,
    long messages) {

  /** That of a run that went as planned. */
  static Size of(Plan plan, RunResult run) {
    int losses = count(plan, Kind.LOSS);
    int copies = count(plan, Kind.COPY);
    return new Size(
        plan.options().nodes().size(),
        plan.nodesByClient().size(),
        plan.operations().size(),
        plan.faults().size(),
        losses,
        copies,
        plan.decisions().size() - losses - copies,
        run.network().servers().sendCount());
  }

  private static int count(Plan plan, Kind kind) {
    return (int) plan.decisions().keySet().stream().filter(name -> name.kind() == kind).count();
  }
}
