package glomers.kafka.broken;

import glomers.kafka.recovery.RecoveryProgram;
import glomers.kafka.safety.SafetyRules;

/**
 * Broken on purpose: a leader that learns of a newer epoch takes over the number and leads on, and
 * nobody compares epochs. Two leaders fill the same offsets.
 */
public final class EpochIgnoringProgram extends RecoveryProgram {

  /** As broken as can be. */
  public EpochIgnoringProgram() {
    super(new Rules());
  }

  private static final class Rules extends SafetyRules {
    @Override
    public boolean isDeposedBy(long newerEpoch, long ownEpoch) {
      return false;
    }

    @Override
    public boolean conflicts(long ownEntryEpoch, long leadersEntryEpoch) {
      return false;
    }

    @Override
    public void onViolation(String what) {
      // That is the point.
    }
  }
}
