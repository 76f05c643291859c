package glomers.core.message;

/**
 * Maelstrom's error codes (its protocol document, section "Errors").
 *
 * <p>A <em>definite</em> error says that the operation did not and never will take effect. After an
 * indefinite one it may have.
 */
public enum ErrorCode {
  /** No answer came in time; what was asked may yet happen. */
  TIMEOUT(0, false),

  /** The message was for a node that does not exist. */
  NODE_NOT_FOUND(1, true),

  /** The node does not know this verb. */
  NOT_SUPPORTED(10, true),

  /** Not now: asking later may work. */
  TEMPORARILY_UNAVAILABLE(11, true),

  /** The request lacks a key, or a key has a value that makes no sense. */
  MALFORMED_REQUEST(12, true),

  /** Something broke while the request was handled; what was asked may have happened. */
  CRASH(13, false),

  /** Given up on purpose, and undone. */
  ABORT(14, true),

  /** The key that was to be read or changed is not there. */
  KEY_DOES_NOT_EXIST(20, true),

  /** The key that was to be made is there already. */
  KEY_ALREADY_EXISTS(21, true),

  /** A compare-and-set found another value than it was told to expect. */
  PRECONDITION_FAILED(22, true),

  /** The transaction got in the way of another one, and was undone. */
  TXN_CONFLICT(30, true);

  private final int code;
  private final boolean definite;

  ErrorCode(int code, boolean definite) {
    this.code = code;
    this.definite = definite;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** Whether the operation certainly did not happen. */
  public boolean isDefinite() {
    return definite;
  }
}
