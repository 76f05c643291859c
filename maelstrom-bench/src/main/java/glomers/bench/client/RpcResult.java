package glomers.bench.client;

import tools.jackson.databind.JsonNode;

/** How a client's call ended. */
public sealed interface RpcResult {

  /** An answer that is no error. */
  record Answered(JsonNode body) implements RpcResult {}

  /** An error, with its code, or -1 if it had none that is a number. */
  record Refused(int code, String text) implements RpcResult {}

  /** No answer in time. */
  record TimedOut() implements RpcResult {}
}
