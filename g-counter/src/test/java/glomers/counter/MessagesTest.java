package glomers.counter;

import glomers.core.runtime.CodecAgreement;
import glomers.counter.deltas.Gossip;
import org.junit.jupiter.api.Test;

class MessagesTest {

  @Test
  void what_nodes_say_to_one_another_is_written_and_read_as_jackson_would() {
    CodecAgreement.check(Gossip.class, GCounterNode.State.class, SumNode.Sum.class);
  }
}
