package glomers.bench.node;

import glomers.core.node.NodeProgram;
import glomers.core.node.Promises;
import glomers.core.node.Tunable;
import glomers.core.runtime.NodeHost;
import java.util.List;
import java.util.Optional;

/** Where simulated nodes get their program from. Thread-safe. */
public interface ProgramSource {

  /**
   * What one node of one run gets its incarnations from. What outlives an incarnation, such as
   * files, is its own.
   *
   * @param arguments the program's command line
   */
  Starter starter(List<String> arguments);

  /**
   * The same with its classes loaded anew, as a new start of the bench would; itself if there is
   * nothing that could make a difference.
   */
  default ProgramSource withFreshClasses() {
    return this;
  }

  /**
   * What its clusters promise.
   *
   * @param arguments the program's command line
   */
  default Promises promises(List<String> arguments) {
    return Promises.DEFAULTS;
  }

  /** The options with which the promises may be put to the test, each with its values. */
  default List<Tunable> tunables() {
    return List.of();
  }

  /** What somebody who simulates it should know first, as a sentence. */
  default Optional<String> remark() {
    return Optional.empty();
  }

  /** Makes the incarnations of one node, one after the other. */
  @FunctionalInterface
  interface Starter {

    /**
     * Makes the next one, which waits for {@link NodeIncarnation#start}.
     *
     * @throws IllegalArgumentException if the command line makes no sense
     */
    NodeIncarnation next(NodeSurroundings surroundings);
  }

  /** One program for all. */
  static ProgramSource of(NodeProgram<?, ?> program) {
    return new SharedProgram(program, NodeHost.codecFor(program));
  }
}
