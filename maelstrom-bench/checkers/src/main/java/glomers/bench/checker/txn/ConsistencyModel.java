package glomers.bench.checker.txn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A consistency model of transactions that {@link TxnChecker} decides, under the name that Elle
 * gives it.
 *
 * <p>Every model asks that a reply repeats the transaction that was sent, that every value read was
 * written by somebody, and that a transaction which reads what it has written itself finds that.
 * What each model asks beyond that stands with it. The first two are Adya's (PL-1 and PL-2 of "Weak
 * Consistency", 1999). The next three are the axioms of Biswas and Enea ("On the Complexity of
 * Checking Transactional Consistency", OOPSLA 2019), whose commit order includes the order in which
 * a session issued its transactions. None of them accepts a history that Elle refuses under the
 * same name.
 */
public enum ConsistencyModel {
  /**
   * No write cycle (G0). A transaction that read a version of a key before it wrote that key put
   * its own version after the one it read; some order of all transactions has to agree with all of
   * these.
   */
  READ_UNCOMMITTED("read-uncommitted", List.of("PL-1"), List.of()),

  /**
   * Besides: nothing aborted is read (G1a), nothing that its own transaction overwrote is read
   * (G1b), and who read from whom is no cycle (G1c). What Biswas and Enea call read committed asks
   * more, and is the next one.
   */
  READ_COMMITTED("read-committed", List.of("PL-2"), List.of(READ_UNCOMMITTED)),

  /**
   * Besides: once a transaction has read something of another, its later reads miss nothing of that
   * other one (Bailis and others, "Highly Available Transactions", 2013). This is the axiom "read
   * committed" of Biswas and Enea.
   */
  MONOTONIC_ATOMIC_VIEW("monotonic-atomic-view", List.of(), List.of(READ_COMMITTED)),

  /**
   * Besides: no read of a transaction misses anything of a transaction which it read from by any
   * other read, or which its own session issued before; so two reads of one key agree.
   */
  READ_ATOMIC("read-atomic", List.of(), List.of(MONOTONIC_ATOMIC_VIEW)),

  /**
   * Besides: no read misses anything that happened before the transaction through any chain of
   * sessions and reads: transactional causal consistency.
   */
  CAUSAL("causal-cerone", List.of(), List.of(READ_ATOMIC)),

  /**
   * Some order of all transactions, executed one by one, explains every read; sessions are not
   * kept.
   */
  SERIALIZABLE("serializable", List.of("PL-3", "conflict-serializable"), List.of(READ_COMMITTED)),

  /**
   * Serializable by an order that keeps real time: what ended before another transaction began
   * comes before it.
   */
  STRICT_SERIALIZABLE(
      "strict-serializable",
      List.of("PL-SS", "strong-serializable"),
      List.of(CAUSAL, SERIALIZABLE));

  private final String modelName;
  private final List<String> aliases;
  private final List<ConsistencyModel> weakened;

  ConsistencyModel(String modelName, List<String> aliases, List<ConsistencyModel> weakened) {
    this.modelName = modelName;
    this.aliases = aliases;
    this.weakened = weakened;
  }

  /** Elle's name for it. */
  public String modelName() {
    return modelName;
  }

  /** Whether a history that keeps this model keeps that one too. A model implies itself. */
  public boolean implies(ConsistencyModel other) {
    return this == other || weakened.stream().anyMatch(weaker -> weaker.implies(other));
  }

  /**
   * Finds a model by Elle's name.
   *
   * @throws IllegalArgumentException if it is no model, or none that is decided here; the message
   *     names those that are
   */
  public static ConsistencyModel named(String name) {
    for (ConsistencyModel model : values()) {
      if (model.modelName.equals(name) || model.aliases.contains(name)) {
        return model;
      }
    }
    throw new IllegalArgumentException(
        "The consistency model \"%s\" is not decided here; those that are: %s."
            .formatted(
                name,
                Arrays.stream(values())
                    .map(ConsistencyModel::modelName)
                    .collect(Collectors.joining(", "))));
  }
}
