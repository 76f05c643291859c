package glomers.kafka.broken;

import glomers.kafka.recovery.RecoveryProgram;
import glomers.kafka.safety.SafetyRules;

/**
 * Broken on purpose: a follower keeps what it has, whatever the leader has there. What a leader of
 * the past did not get acknowledged lives on in one copy.
 */
public final class TailKeepingProgram extends RecoveryProgram {

  /** As broken as can be. */
  public TailKeepingProgram() {
    super(new Rules());
  }

  private static final class Rules extends SafetyRules {
    @Override
    public boolean conflicts(long ownEntryEpoch, long leadersEntryEpoch) {
      return false;
    }
  }
}
