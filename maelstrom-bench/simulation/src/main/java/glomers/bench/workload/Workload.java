package glomers.bench.workload;

import glomers.bench.checker.Checker;
import glomers.bench.checker.stale.Freshness;
import glomers.bench.client.Client;
import glomers.bench.client.ReplyShape;
import glomers.bench.engine.Decisions;
import glomers.bench.history.Deaths;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kind of test: what clients ask, how they ask it, and what makes the answers right. One object
 * serves one run.
 */
public interface Workload {

  /** A request that a node has to answer before it serves clients. */
  record SetupCall(ObjectNode request, ReplyShape shape) {}

  /** What to ask of each node after {@code init}, in this order. */
  default List<SetupCall> setupCalls() {
    return List.of();
  }

  /** What clients ask while the run lasts. */
  Generator generator();

  /** How a new client process asks it. */
  Client newClient();

  /** How long a client waits for an answer. */
  default Duration callTimeout() {
    return Duration.ofSeconds(5);
  }

  /** Whether it does no harm to say that an operation failed when its outcome is not known. */
  default boolean isIdempotent(String function) {
    return false;
  }

  /**
   * Whether an error can say that an operation did not happen. Where Maelstrom's own client lets no
   * error say so, any leaves the outcome unknown.
   */
  default boolean trustsDefiniteErrors() {
    return true;
  }

  /** Functions of which not one need succeed. */
  default Set<String> functionsThatMayAlwaysFail() {
    return Set.of();
  }

  /**
   * What clients ask after the run, if this workload has such a phase.
   *
   * @param decisions decide how long they wait in between
   */
  default Optional<FinalPhase> finalPhase(Decisions decisions) {
    return Optional.empty();
  }

  /** Whether Maelstrom has the final phase, too, or at least its first round. */
  default boolean isFinalPhaseMaelstroms() {
    return true;
  }

  /**
   * What judges the history.
   *
   * @param excuses the deaths of nodes that may have taken along what they alone had
   */
  Checker checker(Deaths excuses);

  /**
   * The same for who looks for one anomaly again and again: it finds all that {@link #checker}
   * finds, but may leave out figures that take long.
   */
  default Checker briefChecker(Deaths excuses) {
    return checker(excuses);
  }

  /**
   * What judges whether nodes that are connected catch up with each other while the run goes on;
   * empty if nothing is copied from node to node.
   *
   * @param freshness what reads have to know of
   */
  default Optional<Checker> staleChecker(Freshness freshness) {
    return Optional.empty();
  }
}
