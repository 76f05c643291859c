package glomers.counter;

import glomers.core.runtime.CodecAgreement;
import glomers.core.runtime.Nodes;
import glomers.counter.deltas.Gossip;
import org.junit.jupiter.api.Test;

class MessagesTest {

  @Test
  void what_nodes_say_to_one_another_is_written_and_read_as_jackson_would() {
    CodecAgreement.check(Gossip.class, GCounterNode.State.class, SumNode.Sum.class);
  }

  @Test
  void what_warms_a_node_up_is_what_it_meets_when_it_runs() throws Exception {
    CodecAgreement.checkRehearsal(Nodes.programOf(CounterProgram::main));
  }
}
