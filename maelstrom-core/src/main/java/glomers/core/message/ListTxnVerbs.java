package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The verbs of the {@code txn-list-append} workload: transactions on lists that only ever grow. */
public interface ListTxnVerbs {

  /** What a client asks. */
  sealed interface Request extends glomers.core.message.Request permits Txn {}

  /** What a node answers. */
  sealed interface Reply extends glomers.core.message.Reply permits TxnOk {}

  /** Asks for the operations to be executed in order, as one transaction. */
  @JsonTypeName("txn")
  record Txn(@JsonProperty(required = true) List<Operation> txn) implements Request {

    /**
     * A transaction whose operations are all there.
     *
     * @throws IllegalArgumentException if one is null
     */
    public Txn {
      if (txn.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException(Operation.FORM);
      }
    }
  }

  /** The transaction's operations as executed, every read with its value. */
  @JsonTypeName("txn_ok")
  record TxnOk(List<Operation> txn) implements Reply {}

  /**
   * One read or append: {@code [f, key, value]} on the wire. A read that was done has the list, or
   * null where there is none; one that was not yet done has null. An append has the new element.
   */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"f", "key", "value"})
  record Operation(Function f, JsonNode key, JsonNode value) {

    private static final String FORM =
        "an operation wants the form [\"r\", key, null] or [\"append\", key, element]";

    /**
     * Reads the wire's form: exactly three elements, of which the first is a known function's name.
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Operation of(List<JsonNode> elements) {
      if (elements.size() == 3) {
        for (Function f : Function.values()) {
          if (elements.get(0).equals(StringNode.valueOf(f.wireName))) {
            return new Operation(f, elements.get(1), elements.get(2));
          }
        }
      }
      throw new IllegalArgumentException(FORM);
    }
  }

  /** What an {@link Operation} does. */
  enum Function {
    /** Asks for a list. */
    READ("r"),

    /** Adds an element to the end of a list, which begins with it if there was none. */
    APPEND("append");

    private final String wireName;

    Function(String wireName) {
      this.wireName = wireName;
    }

    /** The name in messages. */
    @JsonValue
    public String wireName() {
      return wireName;
    }
  }
}
