package glomers.core.message;

/**
 * Maelstrom's error codes (its protocol document, section "Errors").
 *
 * <p>A <em>definite</em> error says that the operation did not and never will take effect. After an
 * indefinite one it may have.
 */
public enum ErrorCode {
  TIMEOUT(0, false),
  NODE_NOT_FOUND(1, true),
  NOT_SUPPORTED(10, true),
  TEMPORARILY_UNAVAILABLE(11, true),
  MALFORMED_REQUEST(12, true),
  CRASH(13, false),
  ABORT(14, true),
  KEY_DOES_NOT_EXIST(20, true),
  KEY_ALREADY_EXISTS(21, true),
  PRECONDITION_FAILED(22, true),
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
