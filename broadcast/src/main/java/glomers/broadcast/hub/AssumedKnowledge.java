package glomers.broadcast.hub;

import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * What a peer knows if everything that it was sent has arrived. So nothing is sent twice for want
 * of an acknowledgement, only for a loss: once the peer says that it got the latest message, what
 * it knows is all that has arrived.
 */
final class AssumedKnowledge {

  private static final long NEVER = Long.MIN_VALUE;

  private final Knowledge knowledge;
  private VersionVector assumed = new VersionVector();
  private long latestSentNanos = NEVER;

  AssumedKnowledge(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /** Whether this node knows something that the peer lacks. */
  boolean lacksSomething() {
    return knowledge.hasNewsFor(assumed);
  }

  /** What the peer lacks, as far as it fits into a message. */
  List<Segment<JsonNode>> lacking() {
    return knowledge.newsFor(assumed);
  }

  /** The same, and it will have arrived. */
  List<Segment<JsonNode>> takeLacking() {
    List<Segment<JsonNode>> news = lacking();
    news.forEach(segment -> assumed.raise(segment.log(), segment.end()));
    return news;
  }

  /** A message was sent whose arrival proves that all before it have arrived, or are lost. */
  void onSent(long nowNanos) {
    latestSentNanos = nowNanos;
  }

  /** When the latest of these messages was sent. */
  long latestSentNanos() {
    return latestSentNanos;
  }

  /**
   * Whether nothing is on its way any more.
   *
   * @param echoNanos when the latest message was sent that the peer says it has got
   */
  boolean hasArrived(OptionalLong echoNanos) {
    return latestSentNanos == NEVER || echoNanos.orElse(NEVER) >= latestSentNanos;
  }

  /** Nothing is on its way: the peer knows this and no more. */
  void correct(VersionVector known) {
    assumed = known.copy();
  }

  /** The peer knows this, and what is on its way. */
  void extend(VersionVector known) {
    assumed.merge(known);
  }

  /** Whether the peer has all that it was sent, if this is what it knows. */
  boolean isConfirmedBy(VersionVector known) {
    return known.covers(assumed);
  }
}
