package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The verbs of the {@code unique-ids} workload (challenge 2). */
public interface UniqueIdsVerbs {

  /** What a client asks. */
  sealed interface Request extends glomers.core.message.Request permits Generate {}

  /** What a node answers. */
  sealed interface Reply extends glomers.core.message.Reply permits GenerateOk {}

  /** Asks for an identifier that no other request ever gets. */
  @JsonTypeName("generate")
  record Generate() implements Request {}

  /** The new identifier. Maelstrom allows any JSON value; ours are strings. */
  @JsonTypeName("generate_ok")
  record GenerateOk(String id) implements Reply {}
}
