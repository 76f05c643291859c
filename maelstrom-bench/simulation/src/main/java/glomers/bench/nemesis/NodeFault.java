package glomers.bench.nemesis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Does something to some nodes, and later undoes it: kills and restarts them, or pauses and
 * resumes.
 */
public final class NodeFault implements Fault {

  private final String name;
  private final boolean losesMemory;
  private final Consumer<String> harm;
  private final Undo undo;
  private final DownBudget budget;
  private final Map<FaultSpan, List<String>> harmedBySpan = new HashMap<>();

  /** Brings a node back. */
  @FunctionalInterface
  public interface Undo {

    /**
     * Begins to bring a node back.
     *
     * @param onUp to be called when it serves again
     */
    void begin(String node, Runnable onUp);
  }

  private NodeFault(
      String name, boolean losesMemory, Consumer<String> harm, Undo undo, DownBudget budget) {
    this.name = name;
    this.losesMemory = losesMemory;
    this.harm = harm;
    this.undo = undo;
    this.budget = budget;
  }

  /** Nodes die and start again with empty memory. */
  public static NodeFault kill(Consumer<String> kill, Undo restart, DownBudget budget) {
    return new NodeFault("kill", true, kill, restart, budget);
  }

  /** Nodes stop and go on. */
  public static NodeFault pause(
      Consumer<String> pause, Consumer<String> resume, DownBudget budget) {
    Undo undo =
        (node, onUp) -> {
          resume.accept(node);
          onUp.run();
        };
    return new NodeFault("pause", false, pause, undo, budget);
  }

  @Override
  public Deed start(FaultSpan span) {
    List<String> harmed = budget.take(span.nodes());
    harmedBySpan.put(span, harmed);
    harmed.forEach(harm);
    budget.disturbed();
    String who = harmed.isEmpty() ? "nobody, for enough are down or recovering" : names(harmed);
    return new Deed(name + " " + who, harmed);
  }

  @Override
  public Deed stop(FaultSpan span) {
    List<String> undone = harmedBySpan.remove(span);
    for (String node : undone) {
      undo.begin(node, () -> budget.giveBack(node, losesMemory));
    }
    String done = losesMemory ? "restarted " : "resumed ";
    return new Deed(done + (undone.isEmpty() ? "nobody" : names(undone)), undone);
  }

  private static String names(List<String> nodes) {
    return String.join(" ", nodes);
  }
}
