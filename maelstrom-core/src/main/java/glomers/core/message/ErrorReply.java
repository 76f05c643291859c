package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;

/**
 * The answer to a request that failed.
 *
 * @param code one of {@link ErrorCode}'s numbers, or a number of 1000 or more for errors of one's
 *     own
 * @param text what went wrong, for people; may be empty
 */
@JsonTypeName("error")
public record ErrorReply(int code, @JsonSetter(nulls = Nulls.AS_EMPTY) String text)
    implements Reply {

  /** An error with one of Maelstrom's codes. */
  public ErrorReply(ErrorCode code, String text) {
    this(code.code(), text);
  }

  /** Whether this error carries the given code. */
  public boolean is(ErrorCode expected) {
    return code == expected.code();
  }
}
