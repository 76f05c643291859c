package glomers.core.runtime;

import glomers.core.message.PeerMessage;
import glomers.core.message.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a node's {@code main} calls: runs a program with the process's command line, on STDIN and
 * STDOUT, until its input ends.
 *
 * <p>{@code main} is the one way in. The bench's simulation calls the same {@code main}, inside
 * {@link #programOf}, and so gets the very program that would have run.
 */
public final class Nodes {

  private static final ScopedValue<Consumer<NodeProgram<?, ?>>> TAKER = ScopedValue.newInstance();

  /**
   * A node's {@code main}.
   *
   * @param <X> how it may fail
   */
  @FunctionalInterface
  public interface Main<X extends Exception> {

    /** Starts it. */
    void run(String[] commandLine) throws X;
  }

  private Nodes() {}

  /**
   * Runs a node that talks to none of its own kind, and has no options.
   *
   * @param requestType the sealed family of the requests that it answers
   * @param node makes it, once {@code init} has told its name
   */
  public static <R extends Request> void run(
      String[] commandLine, Class<R> requestType, Function<Context, Node<R, PeerMessage>> node) {
    run(commandLine, NodeProgram.of(requestType, node));
  }

  /** Runs a program. Ends the process with a status as {@link StdioRuntime#main} says. */
  public static void run(String[] commandLine, NodeProgram<?, ?> program) {
    if (TAKER.isBound()) {
      TAKER.get().accept(program);
    } else {
      StdioRuntime.main(program, commandLine);
    }
  }

  /**
   * Runs one of several programs: the one that {@code --step NAME} names, or the last one.
   *
   * @throws IllegalArgumentException in a simulation, if there is no step of that name; a process
   *     says so and ends
   */
  public static void run(String[] commandLine, Step... steps) {
    NodeProgram<?, ?> program;
    try {
      program = Step.choose(commandLine, steps);
    } catch (IllegalArgumentException e) {
      if (TAKER.isBound()) {
        throw e;
      }
      System.err.println(e.getMessage());
      Runtime.getRuntime().halt(StdioRuntime.STATUS_USAGE);
      return;
    }
    run(commandLine, program);
  }

  /**
   * The program that a {@code main} would run with a command line. Thread-safe.
   *
   * @throws IllegalArgumentException if it runs none, or more than one, or if the command line
   *     makes no sense to it
   * @throws X if it fails
   */
  public static <X extends Exception> NodeProgram<?, ?> programOf(
      Main<X> main, String... commandLine) throws X {
    List<NodeProgram<?, ?>> programs = new ArrayList<>();
    ScopedValue.where(TAKER, programs::add)
        .<Void, X>call(() -> {
          main.run(commandLine);
          return null;
        });
    return switch (programs.size()) {
      case 0 ->
          throw new IllegalArgumentException(
              "main runs no node: it has to call glomers.core.runtime.Nodes.run");
      case 1 -> programs.getFirst();
      default ->
          throw new IllegalArgumentException(
              "main runs a second node: one of several is a step, see glomers.core.runtime.Step");
    };
  }
}
