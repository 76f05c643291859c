package glomers.bench.junit;

import glomers.bench.options.TestOptions.NemesisKind;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that simulates a cluster under a workload with many seeds, on all cores. Its method takes
 * a {@link Seeds}, and tells that which program to run and what is expected of it:
 *
 * <pre>{@code
 * @Simulated(workload = "broadcast", nodes = 5, faults = {KILL, PARTITION}, loss = 0.2, seeds = 200)
 * void what_was_acknowledged_is_never_lost(Seeds seeds) {
 *   seeds.areValid(MyNode::main);
 * }
 * }</pre>
 *
 * <p>The elements are those of the bench's command {@code test}, and have its meaning and its
 * defaults unless they say something else. With the system property {@code simulated.seed} that one
 * seed is run and no other; with {@code simulated.times}, for a long night, that many times as many
 * seeds.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(SeedsParameter.class)
public @interface Simulated {

  /** What clients ask: one of the bench's workloads. */
  String workload();

  /** How many nodes there are. */
  int nodes() default 5;

  /** How many workers ask at the same time; as many as nodes if 0. */
  int concurrency() default 0;

  /** How many operations a second they begin. */
  double rate() default 20;

  /** For how many seconds they ask. */
  int timeLimit() default 20;

  /** For how many seconds the nodes are left alone, all faults healed, before the last reads. */
  double recovery() default 10;

  /** Which faults are injected. */
  NemesisKind[] faults() default {};

  /** The mean time in seconds between a fault's begin and end, and the next begin. */
  double nemesisInterval() default 5;

  /** How many nodes may be down at the same time; a minority if 0. */
  int maxDown() default 0;

  /** How likely a message between nodes is lost. */
  double loss() default 0;

  /** How likely it comes twice. */
  double duplicate() default 0;

  /** How likely it is held back, so that others overtake it. */
  double reorder() default 0;

  /** How likely a client's request comes once more. */
  double retry() default 0;

  /** The mean of the time that messages take between nodes, in milliseconds; exponential. */
  long latency() default 0;

  /** What transactions have to keep, by the names of the field; the workload's default if none. */
  String[] consistencyModels() default {};

  /** How many keys are in use at once; the workload's own number if 0. */
  int keyCount() default 0;

  /** After how many seconds what was acknowledged has to be in all reads; any time if 0. */
  double maxStale() default 0;

  /** For how many seconds all requests of a kind may stay without success; any time if 0. */
  double maxStall() default 0;

  /** Whether every operation has to succeed. */
  boolean totallyAvailable() default false;

  /** The first seed. */
  long seed() default 1;

  /** How many seeds are tried. */
  int seeds() default 100;

  /** The nodes' command line. */
  String[] arguments() default {};
}
