package glomers.core.testing;

import glomers.core.node.NodeProgram;
import glomers.core.runtime.Nodes;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The programs that a {@code main} would run. */
public final class Programs {

  private Programs() {}

  /** The program that a {@code main} runs with this command line. */
  public static NodeProgram<?, ?> of(Consumer<String[]> main, String... commandLine) {
    var program = new AtomicReference<NodeProgram<?, ?>>();
    Nodes.programOf(() -> main.accept(commandLine), program::set);
    return program.get();
  }

  /** One of a challenge's solutions. */
  public static NodeProgram<?, ?> step(Consumer<String[]> main, String name) {
    return of(main, "--step", name);
  }
}
