package glomers.txn;

import glomers.core.runtime.CodecAgreement;
import glomers.core.runtime.Nodes;
import glomers.txn.causal.Replication;
import org.junit.jupiter.api.Test;

class MessagesTest {

  @Test
  void what_nodes_say_to_one_another_is_written_and_read_as_jackson_would() {
    CodecAgreement.check(
        Replication.class,
        LastWriterNode.Written.class,
        ReadCommittedNode.Committed.class,
        ReadCommittedNode.CommittedOk.class,
        ReadUncommittedNode.Written.class,
        ReadUncommittedNode.WrittenOk.class);
  }

  @Test
  void what_warms_a_node_up_is_what_it_meets_when_it_runs() throws Exception {
    CodecAgreement.checkRehearsal(Nodes.programOf(TxnProgram::main));
  }
}
