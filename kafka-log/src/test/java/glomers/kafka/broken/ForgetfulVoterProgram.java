package glomers.kafka.broken;

import glomers.kafka.KafkaProgram;
import glomers.kafka.SafetyRules;

/**
 * Broken on purpose: a node that was killed and started again takes part at once, as if an empty
 * log were all that it ever had. It helps to elect a leader that lacks acknowledged records.
 */
public final class ForgetfulVoterProgram extends KafkaProgram {

  /** As broken as can be. */
  public ForgetfulVoterProgram() {
    super(new Rules());
  }

  private static final class Rules extends SafetyRules {
    @Override
    protected boolean mustRecoverFirst() {
      return false;
    }
  }
}
