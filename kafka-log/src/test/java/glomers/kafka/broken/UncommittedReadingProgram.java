package glomers.kafka.broken;

import glomers.core.log.Log;
import glomers.kafka.recovery.RecoveryProgram;
import glomers.kafka.safety.SafetyRules;

/**
 * Broken on purpose: polls show all that a node has, not only what is acknowledged. What clients
 * have seen can be replaced.
 */
public final class UncommittedReadingProgram extends RecoveryProgram {

  /** As broken as can be. */
  public UncommittedReadingProgram() {
    super(new Rules());
  }

  private static final class Rules extends SafetyRules {
    @Override
    public long readableBelow(Log log) {
      return log.end();
    }
  }
}
