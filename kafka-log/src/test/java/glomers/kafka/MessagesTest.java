package glomers.kafka;

import glomers.core.runtime.CodecAgreement;
import glomers.kafka.elections.LogMessage;
import glomers.kafka.leader.LeaderMessage;
import glomers.kafka.recovery.RecoveryMessage;
import org.junit.jupiter.api.Test;

class MessagesTest {

  @Test
  void what_nodes_say_to_one_another_is_written_and_read_as_jackson_would() {
    CodecAgreement.check(RecoveryMessage.class, LogMessage.class, LeaderMessage.class);
  }
}
