package glomers.bench.wasm;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Whether this JVM was started in a way that suits programs compiled to its classes. */
final class JvmSupport {

  private static final String HUGE_METHODS = "DontCompileHugeMethods";

  private JvmSupport() {}

  /** What is slower than it could be, and how to mend that, as a sentence; empty if nothing is. */
  static Optional<String> remark() {
    if (!ContinuationCoroutine.areOffered()) {
      return Optional.of(
          "Each node is a thread here, which is slower: start the JVM with --add-exports"
              + " java.base/jdk.internal.vm=ALL-UNNAMED.");
    }
    if (leavesHugeMethodsToTheInterpreter()) {
      return Optional.of(
          "Long functions are slow here: start the bench as a program, ./maelstrom-bench.jar, or the"
              + " JVM with -XX:-DontCompileHugeMethods.");
    }
    return Optional.empty();
  }

  private static boolean leavesHugeMethodsToTheInterpreter() {
    try {
      var diagnostics = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return Boolean.parseBoolean(diagnostics.getVMOption(HUGE_METHODS).getValue());
    } catch (IllegalArgumentException e) {
      return false; // another JVM, of which nobody knows
    }
  }
}
