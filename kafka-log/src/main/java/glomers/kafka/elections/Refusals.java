package glomers.kafka.elections;

import glomers.core.log.Append;
import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;
import glomers.core.message.KafkaVerbs.CommitOffsets;
import glomers.core.message.KafkaVerbs.ListCommittedOffsets;
import glomers.core.message.KafkaVerbs.Poll;
import glomers.core.message.KafkaVerbs.Request;
import glomers.core.message.KafkaVerbs.Send;
import glomers.core.message.Message;
import glomers.core.node.RequestFailed;

/**
 * Decides which error a client gets whose request is not done. A definite error promises that the
 * request has taken no effect and never will, anywhere, under its name: that of the client and its
 * {@code msg_id}. A node can promise that in two cases only:
 *
 * <ul>
 *   <li><em>The request itself is at fault.</em> It is larger than a record may be (12), cannot be
 *       read (12), or is none for a client to make (10; these two are the runtime's answers). That
 *       depends on what it says, and on nothing else: so every node refuses it, each time.
 *   <li><em>It only reads</em> (11): there is no effect that it could have.
 * </ul>
 *
 * <p>Of everything else a node can say only that it was not done in time (0). That it has passed a
 * send on to nobody, nor stored it, proves nothing: the client may have asked another node as well,
 * where the record is now; or a second copy of the request is still on its way to this node, and
 * will be served. The same is true of commits.
 */
final class Refusals {

  private Refusals() {}

  /**
   * The answer to a request that has waited for too long.
   *
   * @param text what it has waited for
   */
  static ErrorReply notInTime(Request request, String text) {
    ErrorCode code =
        switch (request) {
          case Send send -> ErrorCode.TIMEOUT;
          case CommitOffsets commit -> ErrorCode.TIMEOUT;
          case Poll poll -> ErrorCode.TEMPORARILY_UNAVAILABLE;
          case ListCommittedOffsets list -> ErrorCode.TEMPORARILY_UNAVAILABLE;
        };
    return new ErrorReply(code, text);
  }

  /**
   * Lets pass what can be stored.
   *
   * @throws RequestFailed if it is too large ever to be
   */
  static void refuseWhatIsTooLarge(Message<Request> request) {
    if (request.body() instanceof Send send) {
      long bytes = new Append(request.src(), 0, send.key(), send.msg()).wireBytes();
      if (bytes > Settings.MAX_RECORD_BYTES) {
        throw new RequestFailed(
            ErrorCode.MALFORMED_REQUEST,
            "a record takes at most "
                + Settings.MAX_RECORD_BYTES
                + " bytes with its key, and this one would take "
                + bytes);
      }
    }
  }
}
