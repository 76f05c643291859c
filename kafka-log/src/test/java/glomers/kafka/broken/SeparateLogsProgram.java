package glomers.kafka.broken;

import glomers.core.message.KafkaVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.core.testing.ForwardingContext;
import glomers.kafka.KafkaProgram;
import glomers.kafka.ReplicaMessage;
import java.util.List;

/**
 * Broken on purpose: each node takes itself for the whole cluster, and keeps a log of its own.
 * Offsets are given out once by every node.
 */
public final class SeparateLogsProgram extends KafkaProgram {

  @Override
  public Node<Request, ReplicaMessage> create(Context context, Options options) {
    return super.create(new Alone(context), options);
  }

  /** The world of a node that knows of no other. */
  private static final class Alone extends ForwardingContext {

    Alone(Context world) {
      super(world);
    }

    @Override
    public List<String> members() {
      return List.of(self());
    }

    @Override
    public List<String> peers() {
      return List.of();
    }
  }
}
