package glomers.kafka.broken;

import glomers.kafka.KafkaProgram;
import glomers.kafka.SafetyRules;

/**
 * Broken on purpose: a leader acknowledges a record when it has it itself. If it is killed before
 * anyone else has it, the record is lost.
 */
public final class EarlyAcknowledgingProgram extends KafkaProgram {

  /** As broken as can be. */
  public EarlyAcknowledgingProgram() {
    super(new Rules());
  }

  private static final class Rules extends SafetyRules {
    @Override
    protected int copiesNeeded(int members) {
      return 1;
    }
  }
}
