package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.List;

/**
 * One violation, and what shows it.
 *
 * @param type the field's name for it, for example {@code lost-write} or {@code G1a}
 * @param description what happened, in a sentence or two that need no look at the history
 * @param operations the operations that show it, in the order in which they tell the story
 * @param dependencies for a cycle of transactions its edges, in order; else empty
 */
public record Anomaly(
    String type, String description, List<Operation> operations, List<Dependency> dependencies) {

  /** A violation that is no cycle. */
  public Anomaly(String type, String description, List<Operation> operations) {
    this(type, description, operations, List.of());
  }

  /**
   * One transaction that must come before another.
   *
   * @param from the earlier one's {@link Operation#index}
   * @param to the later one's
   * @param relation Adya's name where there is one: {@code wr}, {@code ww}, {@code rw}; {@code
   *     session}, {@code real-time} or {@code causal} else
   * @param why the reads and writes that show it, in words
   */
  public record Dependency(int from, int to, String relation, String why) {}
}
