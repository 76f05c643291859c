package glomers.kafka.broken;

import glomers.kafka.KafkaProgram;
import glomers.kafka.SafetyRules;

/**
 * Broken on purpose: a leader that learns of a newer epoch takes over the number and leads on, and
 * nobody compares epochs. Two leaders fill the same offsets.
 */
public final class EpochIgnoringProgram extends KafkaProgram {

  /** As broken as can be. */
  public EpochIgnoringProgram() {
    super(new Rules());
  }

  private static final class Rules extends SafetyRules {
    @Override
    protected boolean isDeposedBy(long newerEpoch, long ownEpoch) {
      return false;
    }

    @Override
    protected boolean conflicts(long ownEntryEpoch, long leadersEntryEpoch) {
      return false;
    }

    @Override
    protected void onViolation(String what) {
      // That is the point.
    }
  }
}
