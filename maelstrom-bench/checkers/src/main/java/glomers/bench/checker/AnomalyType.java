package glomers.bench.checker;

/**
 * A kind of violation.
 *
 * @param name the field's name for it, for example {@code lost-write} or {@code G1a}
 * @param rule whose rule it breaks, as Maelstrom's own source has it
 */
public record AnomalyType(String name, Rule rule) {

  /** One that the real Maelstrom finds, too. */
  public static AnomalyType ofMaelstrom(String name) {
    return new AnomalyType(name, Rule.MAELSTROM);
  }

  /** One that the real Maelstrom passes. */
  public static AnomalyType ours(String name) {
    return new AnomalyType(name, Rule.OURS);
  }
}
