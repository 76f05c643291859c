package glomers.bench.wasm;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.WasmEngineException;

/** Tells people why a program has ended. */
final class ProgramEnd {

  /** How the compiler names the methods that it makes of functions. */
  private static final Pattern METHOD = Pattern.compile("func_(\\d+)");

  private ProgramEnd() {}

  /**
   * What has happened, to stand behind the node's name.
   *
   * @param maxNanos for how much processor time it may run until it waits for something
   */
  static String sentence(Throwable end, CompiledModule module, long maxNanos) {
    return switch (end) {
      case ProgramExit exit -> "exited with status " + exit.status();
      case NotOffered call ->
          "called "
              + call.getMessage()
              + ", which simulated nodes do not have: threads, sockets and signals are not offered";
      case TooManyTurns turns ->
          String.format(
              Locale.ROOT,
              "took %,d turns of loops and calls without waiting for anything, and was stopped%s",
              turns.max(),
              place(end, module));
      case WasmInterruptedException _ ->
          "ran for "
              + TimeUnit.NANOSECONDS.toSeconds(maxNanos)
              + " s of processor time without waiting for anything, and was stopped"
              + place(end, module);
      case StackOverflowError _ -> stackOverflow(end, module);
      case WasmEngineException trap when trap.getCause() instanceof StackOverflowError ->
          stackOverflow(trap.getCause(), module);
      case WasmEngineException trap -> "trapped: " + trap.getMessage() + place(trap, module);
      default -> "broke down: " + end + place(end, module);
    };
  }

  private static String stackOverflow(Throwable end, CompiledModule module) {
    return "called functions from within functions until the stack was full" + place(end, module);
  }

  /** In which of its functions, as far as can be told. */
  private static String place(Throwable end, CompiledModule module) {
    for (StackTraceElement frame : end.getStackTrace()) {
      Matcher method = METHOD.matcher(frame.getMethodName());
      if (method.matches()) {
        return ", in function " + module.functionName(Integer.parseInt(method.group(1)));
      }
    }
    return "";
  }
}
