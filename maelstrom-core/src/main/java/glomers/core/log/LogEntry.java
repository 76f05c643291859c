package glomers.core.log;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Optional;

/**
 * What stands at one offset of a {@link Log}.
 *
 * @param epoch the epoch of the leader that put it there
 * @param append the message appended; none in the entry by which a leader opens its epoch, which no
 *     reader ever sees
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"epoch", "append"})
public record LogEntry(long epoch, Optional<Append> append) {

  /** An entry that holds a message. */
  public static LogEntry of(long epoch, Append append) {
    return new LogEntry(epoch, Optional.of(append));
  }

  /** The entry by which a leader opens its epoch. */
  public static LogEntry epochStart(long epoch) {
    return new LogEntry(epoch, Optional.empty());
  }
}
