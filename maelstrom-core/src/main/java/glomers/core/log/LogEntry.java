package glomers.core.log;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import glomers.core.message.WireSize;
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

  /** An epoch, brackets and commas. */
  private static final int FRAME_BYTES = 32;

  /** An entry that holds a message. */
  public static LogEntry of(long epoch, Append append) {
    return new LogEntry(epoch, Optional.of(append));
  }

  /** The entry by which a leader opens its epoch. */
  public static LogEntry epochStart(long epoch) {
    return new LogEntry(epoch, Optional.empty());
  }

  /** At least the number of bytes that it takes in a message ({@link WireSize}). */
  long wireBytes() {
    return FRAME_BYTES + append.map(Append::wireBytes).orElse(0L);
  }
}
