package glomers.bench.perf;

import java.io.IOException;

/**
 * What every Java program costs: a JVM that waits for a line, answers it, and waits for the end of
 * its input.
 */
public final class EmptyJvm {

  private EmptyJvm() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    System.in.read();
    System.out.println("init_ok");
    System.out.flush();
    while (System.in.read() >= 0) {
      // Nothing is done with it.
    }
  }
}
