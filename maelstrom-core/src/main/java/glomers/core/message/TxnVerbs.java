package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The verbs of the {@code txn-rw-register} workload (challenge 6). */
public interface TxnVerbs {

  /** What a client asks. */
  sealed interface Request extends glomers.core.message.Request permits Txn {}

  /** What a node answers. */
  sealed interface Reply extends glomers.core.message.Reply permits TxnOk {}

  /** Asks for the operations to be executed in order, as one transaction. */
  @JsonTypeName("txn")
  record Txn(@JsonProperty(required = true) List<Operation> txn) implements Request {}

  /** The transaction's operations as executed, every read with its value. */
  @JsonTypeName("txn_ok")
  record TxnOk(List<Operation> txn) implements Reply {}

  /** One read or write: {@code [f, key, value]} on the wire; a read that was not yet done has null. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"f", "key", "value"})
  record Operation(
      @JsonProperty(required = true) Function f,
      @JsonProperty(required = true) JsonNode key,
      @JsonProperty(required = true) JsonNode value) {}

  /** What an {@link Operation} does. */
  enum Function {
    @JsonProperty("r")
    READ,
    @JsonProperty("w")
    WRITE
  }
}
