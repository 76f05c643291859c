package glomers.core.node;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a program promises, in a form that a test bench can read: what its clusters survive, and
 * what is left of them when they do. A search for failures draws whatever is promised, and holds
 * nobody to more.
 *
 * @param hardships what may happen without harm
 * @param down how many nodes may be killed or paused at the same time
 * @param durability what a killed node may take along
 * @param isTotallyAvailable whether every request succeeds as long as no node is killed or paused
 * @param consistencyModels what transactions keep, by the models' names; empty where there are none
 * @param consistencyModelsAfterKills the same where nodes are killed
 * @param longestLatency up to which mean latency of a message between nodes the spans of time below
 *     are promised
 * @param recovery how soon after the last fault all nodes have everything
 * @param staleness how old an answer may be while the network does not change; see the bench's
 *     {@code --max-stale}
 * @param stall how soon requests succeed again where a majority is up and connected; see the
 *     bench's {@code --max-stall}
 */
public record Promises(
    Set<Hardship> hardships,
    Down down,
    Durability durability,
    boolean isTotallyAvailable,
    List<String> consistencyModels,
    List<String> consistencyModelsAfterKills,
    Duration longestLatency,
    Duration recovery,
    Optional<Duration> staleness,
    Optional<Duration> stall) {

  /** How many nodes may be down at the same time. */
  public enum Down {
    /** Fewer than half of them. */
    MINORITY,

    /** All but one. */
    ALL_BUT_ONE,

    /** All of them. */
    ALL
  }

  /** What is left of what was acknowledged when nodes are killed. */
  public enum Durability {
    /** All of it. */
    CLUSTER,

    /** All that a node had which lives on: a killed node may take along what it alone had. */
    SURVIVORS
  }

  /**
   * What is taken for granted of a program that says nothing: it survives what happens to a
   * network, and pauses, has recovered within ten seconds, and promises nothing else.
   */
  public static final Promises DEFAULTS =
      new Promises(
          EnumSet.of(
              Hardship.PARTITION,
              Hardship.PAUSE,
              Hardship.LOSS,
              Hardship.DUPLICATION,
              Hardship.REORDERING),
          Down.MINORITY,
          Durability.CLUSTER,
          false,
          List.of(),
          List.of(),
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Optional.empty(),
          Optional.empty());

  /** Promises that nobody changes any more. */
  public Promises {
    hardships = Set.copyOf(hardships);
    consistencyModels = List.copyOf(consistencyModels);
    consistencyModelsAfterKills = List.copyOf(consistencyModelsAfterKills);
  }

  /** Everything survived but what is named. */
  public Promises survivingAllBut(Hardship... exceptions) {
    Set<Hardship> all = EnumSet.allOf(Hardship.class);
    all.removeAll(List.of(exceptions));
    return survivingOnly(all);
  }

  private Promises survivingOnly(Set<Hardship> others) {
    return new Promises(
        others,
        down,
        durability,
        isTotallyAvailable,
        consistencyModels,
        consistencyModelsAfterKills,
        longestLatency,
        recovery,
        staleness,
        stall);
  }

  /** The same with as many nodes down at once, and as much left of what was acknowledged. */
  public Promises underKills(Down others, Durability other) {
    return new Promises(
        hardships,
        others,
        other,
        isTotallyAvailable,
        consistencyModels,
        consistencyModelsAfterKills,
        longestLatency,
        recovery,
        staleness,
        stall);
  }

  /** The same, and every request succeeds. */
  public Promises totallyAvailable() {
    return new Promises(
        hardships,
        down,
        durability,
        true,
        consistencyModels,
        consistencyModelsAfterKills,
        longestLatency,
        recovery,
        staleness,
        stall);
  }

  /** The same for transactions that keep the given models. */
  public Promises consistent(List<String> models, List<String> modelsAfterKills) {
    return new Promises(
        hardships,
        down,
        durability,
        isTotallyAvailable,
        models,
        modelsAfterKills,
        longestLatency,
        recovery,
        staleness,
        stall);
  }

  /** The same with a time to recover. */
  public Promises recoveringWithin(Duration other) {
    return new Promises(
        hardships,
        down,
        durability,
        isTotallyAvailable,
        consistencyModels,
        consistencyModelsAfterKills,
        longestLatency,
        other,
        staleness,
        stall);
  }

  /** The same with answers that are never older. */
  public Promises freshWithin(Duration other) {
    return new Promises(
        hardships,
        down,
        durability,
        isTotallyAvailable,
        consistencyModels,
        consistencyModelsAfterKills,
        longestLatency,
        recovery,
        Optional.of(other),
        stall);
  }

  /** The same with requests that succeed again so soon. */
  public Promises availableWithin(Duration other) {
    return new Promises(
        hardships,
        down,
        durability,
        isTotallyAvailable,
        consistencyModels,
        consistencyModelsAfterKills,
        longestLatency,
        recovery,
        staleness,
        Optional.of(other));
  }

  /** Whether something may happen without harm. */
  public boolean survives(Hardship hardship) {
    return hardships.contains(hardship);
  }
}
