package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The verbs of the {@code kafka} workload (challenge 5). */
public interface KafkaVerbs {

  /** What a client asks. */
  sealed interface Request extends glomers.core.message.Request
      permits Send, Poll, CommitOffsets, ListCommittedOffsets {}

  /** What a node answers. */
  sealed interface Reply extends glomers.core.message.Reply
      permits SendOk, PollOk, CommitOffsetsOk, ListCommittedOffsetsOk {}

  /** Appends {@code msg}, any JSON value, to the log named {@code key}. */
  @JsonTypeName("send")
  record Send(
      @JsonProperty(required = true) String key, @JsonProperty(required = true) JsonNode msg)
      implements Request {}

  /** The offset that the appended message got in its key's log. */
  @JsonTypeName("send_ok")
  record SendOk(long offset) implements Reply {}

  /** Asks, for each key, for messages from the given offset on. */
  @JsonTypeName("poll")
  record Poll(
      @JsonProperty(required = true) @JsonSetter(contentNulls = Nulls.FAIL)
          Map<String, Long> offsets)
      implements Request {}

  /** For each key its messages in ascending order of their offsets. */
  @JsonTypeName("poll_ok")
  record PollOk(Map<String, List<OffsetMessage>> msgs) implements Reply {}

  /** One message of a log and where it stands: {@code [offset, msg]} on the wire. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"offset", "msg"})
  record OffsetMessage(long offset, JsonNode msg) {}

  /** Says that, for each key, everything up to and including the offset has been processed. */
  @JsonTypeName("commit_offsets")
  record CommitOffsets(
      @JsonProperty(required = true) @JsonSetter(contentNulls = Nulls.FAIL)
          Map<String, Long> offsets)
      implements Request {}

  /** The answer to {@link CommitOffsets}. */
  @JsonTypeName("commit_offsets_ok")
  record CommitOffsetsOk() implements Reply {}

  /** Asks for the committed offsets of some keys. */
  @JsonTypeName("list_committed_offsets")
  record ListCommittedOffsets(@JsonProperty(required = true) List<String> keys)
      implements Request {}

  /** The committed offsets of those keys that have one. */
  @JsonTypeName("list_committed_offsets_ok")
  record ListCommittedOffsetsOk(Map<String, Long> offsets) implements Reply {}
}
