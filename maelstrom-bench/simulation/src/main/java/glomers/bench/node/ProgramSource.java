package glomers.bench.node;

import glomers.core.node.NodeProgram;
import glomers.core.runtime.MessageCodec;
import glomers.core.runtime.NodeHost;

/** Where simulated nodes get their program from, at each of their starts. Thread-safe. */
@FunctionalInterface
public interface ProgramSource {

  /** What one incarnation of a node is made of. */
  Loaded forIncarnation();

  /**
   * The same with its classes loaded anew, as a new start of the bench would; itself if it can't.
   */
  default ProgramSource withFreshClasses() {
    return this;
  }

  /**
   * A program, and what reads and writes its verbs.
   *
   * @param codec made for this very program's classes
   */
  record Loaded(NodeProgram<?, ?> program, MessageCodec codec) {}

  /** One program for all. */
  static ProgramSource of(NodeProgram<?, ?> program) {
    var shared = new Loaded(program, NodeHost.codecFor(program));
    return () -> shared;
  }
}
