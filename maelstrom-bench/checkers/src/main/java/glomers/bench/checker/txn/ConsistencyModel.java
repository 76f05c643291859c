package glomers.bench.checker.txn;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The consistency models that Elle knows, under its names, with what follows from what and which
 * anomalies Elle holds against each of them. The weaker ones come first.
 *
 * <p>Every model asks that a reply repeats the transaction that was sent, that every value read was
 * written by somebody, and that a transaction which reads what it has written itself finds that.
 *
 * <p>Elle's table of implications is kept but for one thing. {@link #MONOTONIC_ATOMIC_VIEW}, {@link
 * #READ_ATOMIC} and {@link #CAUSAL} include here the order in which a session issued its
 * transactions, as the axioms of Biswas and Enea do ("On the Complexity of Checking Transactional
 * Consistency", OOPSLA 2019). So they don't follow from models that keep no sessions, as {@link
 * #SERIALIZABLE}, but from {@link #STRONG_SESSION_SNAPSHOT_ISOLATION} and what is stronger. None of
 * them accepts a history that Elle refuses under the same name.
 */
public enum ConsistencyModel {
  /** No write cycle (Adya, "Weak Consistency", 1999). */
  READ_UNCOMMITTED(
      "read-uncommitted",
      List.of("PL-1"),
      List.of(),
      List.of("G0", "duplicate-elements", "cyclic-versions")),

  /** Nothing aborted or intermediate is read, and who read from whom is no cycle (Adya). */
  READ_COMMITTED("read-committed", List.of("PL-2"), List.of(READ_UNCOMMITTED), List.of("G1")),

  /**
   * Once a transaction has read something of another, its later reads miss nothing of that other
   * one (Bailis and others, "Highly Available Transactions", 2013; the axiom "read committed" of
   * Biswas and Enea).
   */
  MONOTONIC_ATOMIC_VIEW(
      "monotonic-atomic-view", List.of(), List.of(READ_COMMITTED), List.of(), true),

  /**
   * No read of a transaction misses anything of a transaction which it read from by any other read,
   * or which its own session issued before; so two reads of one key agree.
   */
  READ_ATOMIC(
      "read-atomic",
      List.of(),
      List.of(MONOTONIC_ATOMIC_VIEW),
      List.of("internal", "G1a", "future-read"),
      true),

  /**
   * No read misses anything that happened before the transaction through any chain of sessions and
   * reads: transactional causal consistency.
   */
  CAUSAL("causal-cerone", List.of(), List.of(READ_ATOMIC), List.of("internal", "G1a"), true),

  /** Nobody writes over a version that it read once another has replaced that one (Adya). */
  CURSOR_STABILITY(
      "cursor-stability",
      List.of("PL-CS"),
      List.of(READ_COMMITTED),
      List.of("G1", "G-cursor", "lost-update")),

  /** Monotonic view (Adya). */
  MONOTONIC_VIEW(
      "monotonic-view", List.of("PL-2L"), List.of(READ_COMMITTED), List.of("G1", "G-monotonic")),

  /** Each read is of a snapshot, and the snapshots get no older (Adya). */
  MONOTONIC_SNAPSHOT_READ(
      "monotonic-snapshot-read",
      List.of("PL-MSR"),
      List.of(READ_COMMITTED),
      List.of("G1", "G-MSR")),

  /** Who sees something of a transaction misses nothing of what that one depends on (Adya). */
  CONSISTENT_VIEW(
      "consistent-view",
      List.of("PL-2+"),
      List.of(CURSOR_STABILITY, MONOTONIC_VIEW),
      List.of("G1", "G-single")),

  /**
   * The same, where a transaction sees no less than all that had committed when it began (Adya).
   */
  FORWARD_CONSISTENT_VIEW(
      "forward-consistent-view",
      List.of("PL-FCV"),
      List.of(CONSISTENT_VIEW),
      List.of("G1", "G-SIb")),

  /** Read atomic without lost updates (Cerone, Bernardi and Gotsman, CONCUR 2015). */
  UPDATE_ATOMIC("update-atomic", List.of(), List.of(READ_ATOMIC), List.of("lost-update")),

  /** Causally consistent snapshots, and of two that write one key one sees the other (Cerone). */
  PARALLEL_SNAPSHOT_ISOLATION(
      "parallel-snapshot-isolation",
      List.of(),
      List.of(CAUSAL, UPDATE_ATOMIC),
      List.of("internal", "G1a")),

  /** All transactions see prefixes of one order of commits (Cerone). */
  PREFIX("prefix", List.of(), List.of(CAUSAL), List.of("internal", "G1a")),

  /** The same, and of two that write one key one sees the other (Cerone; Adya's PL-SI). */
  SNAPSHOT_ISOLATION(
      "snapshot-isolation",
      List.of("PL-SI"),
      List.of(
          FORWARD_CONSISTENT_VIEW,
          MONOTONIC_ATOMIC_VIEW,
          MONOTONIC_SNAPSHOT_READ,
          PARALLEL_SNAPSHOT_ISOLATION,
          PREFIX),
      List.of("internal", "G1", "G-SI", "G-nonadjacent")),

  /** No cycle but through predicates, of which there are none here (Adya). */
  REPEATABLE_READ(
      "repeatable-read",
      List.of("PL-2.99"),
      List.of(CURSOR_STABILITY, MONOTONIC_ATOMIC_VIEW),
      List.of("G1", "G2-item", "lost-update")),

  /** Those that write are serializable, and so is each of the others together with them (Adya). */
  UPDATE_SERIALIZABLE(
      "update-serializable",
      List.of("PL-3U"),
      List.of(FORWARD_CONSISTENT_VIEW),
      List.of("G1", "G-update")),

  /** Some order of all transactions, executed one by one, explains every read. */
  VIEW_SERIALIZABLE("view-serializable", List.of(), List.of(), List.of()),

  /** The same: who reads cannot tell. Sessions are not kept. */
  SERIALIZABLE(
      "serializable",
      List.of("PL-3", "conflict-serializable"),
      List.of(REPEATABLE_READ, UPDATE_SERIALIZABLE, SNAPSHOT_ISOLATION, VIEW_SERIALIZABLE),
      List.of("internal", "G1", "G2")),

  /** One-copy serializable: the same for replicas. */
  ONE_COPY_SERIALIZABLE("1SR", List.of(), List.of(), List.of()),

  /** One-copy serializable by an order that keeps sessions (Zuikeviciute and Pedone). */
  SESSION_SERIALIZABLE(
      "session-serializable", List.of(), List.of(ONE_COPY_SERIALIZABLE), List.of(), true),

  /** Read uncommitted, where sessions count as dependencies. */
  STRONG_SESSION_READ_UNCOMMITTED(
      "strong-session-read-uncommitted",
      List.of("strong-session-PL-1"),
      List.of(READ_UNCOMMITTED),
      List.of("G0-process"),
      true),

  /** Read committed, where sessions count as dependencies. */
  STRONG_SESSION_READ_COMMITTED(
      "strong-session-read-committed",
      List.of("strong-session-PL-2"),
      List.of(READ_COMMITTED, STRONG_SESSION_READ_UNCOMMITTED),
      List.of("G1c-process"),
      true),

  /** Read uncommitted, where real time counts as a dependency. */
  STRONG_READ_UNCOMMITTED(
      "strong-read-uncommitted",
      List.of("strong-PL-1"),
      List.of(STRONG_SESSION_READ_UNCOMMITTED),
      List.of("G0-realtime"),
      true),

  /** Read committed, where real time counts as a dependency. */
  STRONG_READ_COMMITTED(
      "strong-read-committed",
      List.of("strong-PL-2"),
      List.of(STRONG_SESSION_READ_COMMITTED, STRONG_READ_UNCOMMITTED),
      List.of("G1c-realtime"),
      true),

  /** Snapshot isolation, where everybody sees what its session did before (Daudjee and Salem). */
  STRONG_SESSION_SNAPSHOT_ISOLATION(
      "strong-session-snapshot-isolation",
      List.of(),
      List.of(SNAPSHOT_ISOLATION, STRONG_SESSION_READ_COMMITTED),
      List.of("internal", "G1-process", "G-nonadjacent-process"),
      true),

  /** Snapshot isolation, where everybody sees whatever had ended before (Daudjee and Salem). */
  STRONG_SNAPSHOT_ISOLATION(
      "strong-snapshot-isolation",
      List.of(),
      List.of(STRONG_SESSION_SNAPSHOT_ISOLATION, STRONG_READ_COMMITTED),
      List.of("internal", "G1-realtime", "G-nonadjacent-realtime"),
      true),

  /** Serializable by an order that keeps sessions. */
  STRONG_SESSION_SERIALIZABLE(
      "strong-session-serializable",
      List.of(),
      List.of(SERIALIZABLE, STRONG_SESSION_SNAPSHOT_ISOLATION),
      List.of("G1-process", "G2-process"),
      true),

  /** A write that was seen is seen by later reads of the session; about single objects. */
  MONOTONIC_READS("monotonic-reads", List.of(), List.of(), List.of(), true),

  /** A session's writes take effect in order; about single objects. */
  MONOTONIC_WRITES("monotonic-writes", List.of(), List.of(), List.of(), true),

  /** A session sees its own writes; about single objects. */
  READ_YOUR_WRITES("read-your-writes", List.of(), List.of(), List.of(), true),

  /** A session's writes come after what it had read; about single objects. */
  WRITES_FOLLOW_READS("writes-follow-reads", List.of(), List.of(), List.of(), true),

  /** Everybody sees one session's writes in order; about single objects. */
  PRAM(
      "PRAM",
      List.of(),
      List.of(MONOTONIC_READS, MONOTONIC_WRITES, READ_YOUR_WRITES),
      List.of(),
      true),

  /** Causal memory; about single objects. */
  CAUSAL_MEMORY("causal", List.of(), List.of(WRITES_FOLLOW_READS, PRAM), List.of(), true),

  /** One order that keeps sessions; about single objects. */
  SEQUENTIAL("sequential", List.of(), List.of(CAUSAL_MEMORY), List.of(), true),

  /** One order that keeps real time; about single objects. */
  LINEARIZABLE("linearizable", List.of(), List.of(SEQUENTIAL), List.of(), true),

  /**
   * Serializable by an order that keeps real time: what ended before another transaction began
   * comes before it. Implies all others.
   */
  STRICT_SERIALIZABLE(
      "strict-serializable",
      List.of("PL-SS", "strong-serializable"),
      List.of(
          SERIALIZABLE,
          LINEARIZABLE,
          STRONG_SNAPSHOT_ISOLATION,
          STRONG_SESSION_SERIALIZABLE,
          SESSION_SERIALIZABLE),
      List.of("G1", "G1c-realtime", "G2-realtime"),
      true);

  private final String modelName;
  private final List<String> aliases;
  private final List<ConsistencyModel> weakened;
  private final List<String> proscribed;
  private final boolean keepsSessions;

  ConsistencyModel(
      String modelName,
      List<String> aliases,
      List<ConsistencyModel> weakened,
      List<String> proscribed) {
    this(modelName, aliases, weakened, proscribed, false);
  }

  ConsistencyModel(
      String modelName,
      List<String> aliases,
      List<ConsistencyModel> weakened,
      List<String> proscribed,
      boolean keepsSessions) {
    this.modelName = modelName;
    this.aliases = aliases;
    this.weakened = weakened;
    this.proscribed = proscribed;
    this.keepsSessions = keepsSessions;
  }

  /** Elle's name for it: of two the one in plain words. */
  public String modelName() {
    return modelName;
  }

  /** Other names that Elle has for it. */
  public List<String> aliases() {
    return aliases;
  }

  /** The models that directly follow from it by Elle's table. */
  public List<ConsistencyModel> weakened() {
    return weakened;
  }

  /** The anomalies that Elle directly holds against it, beside those of the weaker models. */
  public List<String> proscribed() {
    return proscribed;
  }

  /** Whether a history that keeps this model keeps that one too. A model implies itself. */
  public boolean implies(ConsistencyModel other) {
    return this == other || (keepsSessions || !other.keepsSessions) && leadsTo(other);
  }

  private boolean leadsTo(ConsistencyModel other) {
    return weakened.stream().anyMatch(weaker -> weaker == other || weaker.leadsTo(other));
  }

  /** Those that no other follows from: what breaks all of these breaks every model. */
  public static Set<ConsistencyModel> weakest() {
    Set<ConsistencyModel> weakest = EnumSet.allOf(ConsistencyModel.class);
    weakest.removeIf(
        model -> weakest.stream().anyMatch(other -> other != model && model.implies(other)));
    return weakest;
  }

  /** What is the same as serializable for who sees nothing but what was read, but for its name. */
  public static Set<ConsistencyModel> serial() {
    return EnumSet.of(VIEW_SERIALIZABLE, ONE_COPY_SERIALIZABLE);
  }

  /** What follows from some models by Elle's own table, they themselves among it. */
  public static Set<ConsistencyModel> impliedByElle(Collection<ConsistencyModel> models) {
    Set<ConsistencyModel> implied = EnumSet.noneOf(ConsistencyModel.class);
    models.forEach(model -> {
      implied.add(model);
      implied.addAll(impliedByElle(model.weakened));
    });
    return implied;
  }

  /**
   * Finds a model by one of Elle's names for it.
   *
   * @throws IllegalArgumentException if it is none; the message names those that are
   */
  public static ConsistencyModel named(String name) {
    for (ConsistencyModel model : values()) {
      if (model.modelName.equals(name) || model.aliases.contains(name)) {
        return model;
      }
    }
    throw new IllegalArgumentException(
        "There is no consistency model \"%s\"; those that there are: %s."
            .formatted(
                name,
                Arrays.stream(values())
                    .map(ConsistencyModel::modelName)
                    .collect(Collectors.joining(", "))));
  }
}
