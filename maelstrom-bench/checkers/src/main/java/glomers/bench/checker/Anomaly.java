package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.List;
import java.util.Optional;

/**
 * One violation, and what shows it.
 *
 * @param kind its type, and whose rule it breaks
 * @param description what happened, in a sentence or two that need no look at the history
 * @param operations the operations that show it, in the order in which they tell the story
 * @param dependencies for a cycle of transactions its edges, in order; else empty
 * @param subject the values, keys and node that it is about
 * @param noOrder for a history that is not linearizable how far an order of it goes; else empty
 */
public record Anomaly(
    AnomalyType kind,
    String description,
    List<Operation> operations,
    List<Dependency> dependencies,
    Subject subject,
    Optional<NoOrder> noOrder) {

  /** A violation that is not about an order. */
  public Anomaly(
      AnomalyType kind,
      String description,
      List<Operation> operations,
      List<Dependency> dependencies,
      Subject subject) {
    this(kind, description, operations, dependencies, subject, Optional.empty());
  }

  /** A violation that is no cycle, and about nothing in particular. */
  public Anomaly(AnomalyType kind, String description, List<Operation> operations) {
    this(kind, description, operations, List.of());
  }

  /** A violation that is about nothing in particular. */
  public Anomaly(
      AnomalyType kind,
      String description,
      List<Operation> operations,
      List<Dependency> dependencies) {
    this(kind, description, operations, dependencies, Subject.NONE);
  }

  /** The same, and what it is about. */
  public Anomaly about(Subject about) {
    return new Anomaly(kind, description, operations, dependencies, about, noOrder);
  }

  /** The same in other words. */
  public Anomaly describedAs(String words) {
    return new Anomaly(kind, words, operations, dependencies, subject, noOrder);
  }

  /** The field's name for what kind it is. */
  public String type() {
    return kind.name();
  }

  /** Whose rule it breaks. */
  public Rule rule() {
    return kind.rule();
  }

  /** The same under another rule. */
  public Anomaly under(Rule rule) {
    return new Anomaly(
        new AnomalyType(kind.name(), rule),
        description,
        operations,
        dependencies,
        subject,
        noOrder);
  }

  /** It as a reason for a verdict, in a line: its type, whose rule that is, and what happened. */
  public String reason() {
    return type() + " (" + rule().owner() + "): " + description;
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

  /**
   * Where a search for an order of operations got stuck. Operations are named by {@link
   * Operation#index}.
   *
   * @param prefix the longest part that could be ordered, in that order
   * @param unplaced the operation that no order has room for
   * @param concurrent what else was under way when that ended, and is not in the prefix
   * @param states all states that the object could have had then, in words
   */
  public record NoOrder(
      List<Integer> prefix, int unplaced, List<Integer> concurrent, List<String> states) {}
}
