package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/**
 * The first request to a node: its own name and the names of all nodes, itself included.
 *
 * @param nodeId this node's name
 * @param nodeIds all nodes' names, in the same order at every node
 */
@JsonTypeName("init")
public record Init(
    @JsonProperty(value = "node_id", required = true) String nodeId,
    @JsonProperty(value = "node_ids", required = true) List<String> nodeIds)
    implements Request {}
