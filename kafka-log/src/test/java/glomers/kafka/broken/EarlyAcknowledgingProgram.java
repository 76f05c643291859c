package glomers.kafka.broken;

import glomers.kafka.recovery.RecoveryProgram;
import glomers.kafka.safety.SafetyRules;

/**
 * Broken on purpose: a leader acknowledges a record when it has it itself. If it is killed before
 * anyone else has it, the record is lost.
 */
public final class EarlyAcknowledgingProgram extends RecoveryProgram {

  /** As broken as can be. */
  public EarlyAcknowledgingProgram() {
    super(new Rules());
  }

  private static final class Rules extends SafetyRules {
    @Override
    public int copiesNeeded(int members) {
      return 1;
    }
  }
}
