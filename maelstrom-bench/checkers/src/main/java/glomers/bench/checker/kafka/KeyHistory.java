package glomers.bench.checker.kafka;

import glomers.bench.checker.Subject;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * All that a history says about one key. Its messages are numbered: first those that were sent, as
 * in {@code sends}, then those that were polled but never sent, as in {@code unsent}.
 *
 * @param key the log's name
 * @param sends every send, in the order of invocation, however it ended
 * @param unsent messages that were polled but never sent
 * @param batches what each successful poll returned that returned anything, in the order of
 *     invocation
 * @param assignments the positions above 0 that clients were given, in the order of invocation: who
 *     starts at 0, where offsets start, skips nothing
 * @param assigns all that clients were assigned, this key or others
 * @param unansweredPoll the first poll that asked for this key and whose reply, if any, the history
 *     lacks
 */
record KeyHistory(
    String key,
    List<Send> sends,
    List<JsonNode> unsent,
    List<PollBatch> batches,
    List<Assignment> assignments,
    Assigns assigns,
    Optional<Operation> unansweredPoll) {

  /**
   * A message sent.
   *
   * @param offset where it was acknowledged to stand; empty unless the send is ok
   */
  record Send(Operation operation, JsonNode message, OptionalLong offset) {}

  /** A position from which a client was told to poll: the committed offset, or the beginning. */
  record Assignment(Operation operation, long position) {}

  int messageCount() {
    return sends.size() + unsent.size();
  }

  /** The message of a number. */
  JsonNode message(int number) {
    return isSent(number) ? sends.get(number).message() : unsent.get(number - sends.size());
  }

  boolean isSent(int number) {
    return number < sends.size();
  }

  /** A message of this log, as what an anomaly is about. */
  Subject about(JsonNode message) {
    return Subject.ofVersion(Json.text(key), message);
  }

  /** Several messages of this log, as what an anomaly is about. */
  Subject about(List<JsonNode> messages) {
    return Subject.ofVersions(Json.text(key), messages);
  }

  /** This log, as what an anomaly is about. */
  Subject about() {
    return Subject.ofKey(Json.text(key));
  }
}
