package glomers.bench.nemesis;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Does something to some nodes, and later undoes it: kills and restarts them, or pauses and resumes. */
public final class NodeFault implements Fault {

  private final String name;
  private final Consumer<String> harm;
  private final Consumer<String> undo;
  private final DownBudget budget;
  private final RandomGenerator random;
  private List<String> harmed = List.of();

  private NodeFault(
      String name,
      Consumer<String> harm,
      Consumer<String> undo,
      DownBudget budget,
      RandomGenerator random) {
    this.name = name;
    this.harm = harm;
    this.undo = undo;
    this.budget = budget;
    this.random = random;
  }

  /** Nodes die and start again with empty memory. */
  public static NodeFault kill(
      Consumer<String> kill, Consumer<String> restart, DownBudget budget, RandomGenerator random) {
    return new NodeFault("kill", kill, restart, budget, random);
  }

  /** Nodes stop and go on. */
  public static NodeFault pause(
      Consumer<String> pause, Consumer<String> resume, DownBudget budget, RandomGenerator random) {
    return new NodeFault("pause", pause, resume, budget, random);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String start() {
    harmed = budget.take(random);
    harmed.forEach(harm);
    return name + " " + (harmed.isEmpty() ? "nobody, for enough are down" : String.join(" ", harmed));
  }

  @Override
  public String stop() {
    List<String> undone = harmed;
    undone.forEach(undo);
    budget.giveBack(undone);
    harmed = List.of();
    return (name.equals("kill") ? "restarted " : "resumed ") + String.join(" ", undone);
  }
}
