package glomers.broadcast;

import glomers.broadcast.hub.HubMessage;
import glomers.core.runtime.CodecAgreement;
import org.junit.jupiter.api.Test;

class MessagesTest {

  @Test
  void what_nodes_say_to_one_another_is_written_and_read_as_jackson_would() {
    CodecAgreement.check(
        FloodNode.Told.class,
        RetryNode.Told.class,
        RetryNode.ToldOk.class,
        GossipNode.Gossip.class,
        HubMessage.class);
  }
}
