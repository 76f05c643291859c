package glomers.bench.client;

import glomers.core.message.ErrorCode;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How a client's call ended. */
public sealed interface RpcResult {

  /** An answer that is no error, and who gave it. */
  record Answered(JsonNode body, String node) implements RpcResult {}

  /** An error, with its code, or -1 if it had none that is a number, and who gave it. */
  record Refused(int code, String text, String node) implements RpcResult {

    /** Which of the errors that Maelstrom knows it is; empty if none. */
    public Optional<ErrorCode> known() {
      return Arrays.stream(ErrorCode.values()).filter(each -> each.code() == code).findFirst();
    }

    /** Whether it says that the operation certainly did not happen. */
    public boolean isDefinite() {
      return known().map(ErrorCode::isDefinite).orElse(false);
    }
  }

  /** No answer in time. */
  record TimedOut() implements RpcResult {}
}
