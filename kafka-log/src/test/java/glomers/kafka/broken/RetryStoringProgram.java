package glomers.kafka.broken;

import glomers.core.log.Append;
import glomers.core.log.Log;
import glomers.kafka.recovery.RecoveryProgram;
import glomers.kafka.safety.SafetyRules;
import java.util.OptionalLong;

/**
 * Broken on purpose: the log does not look whether it holds an append already. What is retried is
 * stored once more.
 */
public final class RetryStoringProgram extends RecoveryProgram {

  /** As broken as can be. */
  public RetryStoringProgram() {
    super(new Rules());
  }

  private static final class Rules extends SafetyRules {
    @Override
    public OptionalLong findEarlier(Log log, Append.Id id) {
      return OptionalLong.empty();
    }
  }
}
