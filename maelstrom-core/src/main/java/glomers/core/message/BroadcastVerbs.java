package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The verbs of the {@code broadcast} workload (challenge 3). */
public interface BroadcastVerbs {

  /** What a client asks. */
  sealed interface Request extends glomers.core.message.Request permits Topology, Broadcast, Read {}

  /** What a node answers. */
  sealed interface Reply extends glomers.core.message.Reply
      permits TopologyOk, BroadcastOk, ReadOk {}

  /** Suggests neighbours: for each node the nodes that it might talk to. */
  @JsonTypeName("topology")
  record Topology(@JsonProperty(required = true) Map<String, List<String>> topology)
      implements Request {}

  /** The answer to {@link Topology}. */
  @JsonTypeName("topology_ok")
  record TopologyOk() implements Reply {}

  /** Asks for {@code message}, any JSON value, to reach every node. */
  @JsonTypeName("broadcast")
  record Broadcast(@JsonProperty(required = true) JsonNode message) implements Request {}

  /** The answer to {@link Broadcast}. */
  @JsonTypeName("broadcast_ok")
  record BroadcastOk() implements Reply {}

  /** Asks for all values that this node has seen. */
  @JsonTypeName("read")
  record Read() implements Request {}

  /** All values that this node has seen, in no particular order. */
  @JsonTypeName("read_ok")
  record ReadOk(Collection<JsonNode> messages) implements Reply {}
}
