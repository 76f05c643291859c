package glomers.kafka.elections;

import glomers.core.message.ErrorReply;
import glomers.core.message.Message;
import glomers.core.message.Request;
import glomers.core.node.RequestFailed;

/**
 * What a replicated log is there for: answers clients out of it. The replicas agree on a sequence
 * of entries, and know nothing of what these mean.
 *
 * @param <R> what clients ask
 */
public interface LogService<R extends Request> {

  /**
   * Lets pass what can be served.
   *
   * @throws RequestFailed if no node will ever serve it
   */
  default void admit(Message<R> request) {}

  /** Answers a request, now or later, by a replica that takes part. */
  void serve(Message<R> request);

  /**
   * The answer to a request that has waited for too long.
   *
   * @param text what it has waited for
   */
  ErrorReply notInTime(R request, String text);
}
