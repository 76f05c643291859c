package glomers.bench.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** What is to be said and done when the bench has no memory left. */
final class MemoryShortage {

  private static final int MEBIBYTE = 1 << 20;

  private static final AtomicBoolean IS_TOLD = new AtomicBoolean();

  /** Given up when memory runs out, so that there is some to say so. */
  private static volatile byte[] reserve = {};

  private MemoryShortage() {}

  /** Whether this is why something broke down. */
  static boolean isCauseOf(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause)
        .anyMatch(OutOfMemoryError.class::isInstance);
  }

  /** What can be done about it. */
  static String sentence() {
    long mebibytes = Runtime.getRuntime().maxMemory() / MEBIBYTE;
    return String.format(
        Locale.ROOT,
        "maelstrom-bench ran out of memory, of which it may use %,d MiB: it keeps all that"
            + " happens in a run, so lower --rate, --time-limit or --concurrency, or give it more,"
            + " for example with GLOMERS_JVM_OPTIONS=-Xmx%dm in the environment.",
        mebibytes,
        2 * mebibytes);
  }

  /** Says it, unless another thread, which has no memory left either, has said so already. */
  static void tellOnce(String sentence, PrintWriter err) {
    if (IS_TOLD.compareAndSet(false, true)) {
      err.println(sentence);
    }
  }

  /**
   * Ends the process when any of its threads has no memory left: without the one that reads a
   * node's output, say, the others would wait for ever. Ends it, too, when it does hardly anything
   * any more but look for memory, which can go on for hours before there is none at all.
   *
   * @param status the process's exit status then
   */
  static void endsTheProcess(int status, PrintWriter err) {
    reserve = new byte[MEBIBYTE];
    String sentence = sentence();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
      if (failure instanceof OutOfMemoryError || isCauseOf(failure)) {
        reserve = null;
        tellOnce(sentence, err);
        System.exit(status); // its hook kills the nodes
      }
      err.println("Exception in thread \"" + thread.getName() + "\"");
      failure.printStackTrace(err);
    });
    Thread.ofPlatform()
        .daemon()
        .name("memory watch")
        .start(() -> {
          if (new CollectorLoad().awaitsOverload()) {
            reserve = null;
            tellOnce(sentence, err);
            System.exit(status);
          }
        });
  }
}
