package glomers.broadcast.hub;

import glomers.broadcast.hub.Exchange.Statement;
import java.util.OptionalLong;

/**
 * What a peer knows if everything that it was sent has arrived. So nothing is sent twice for want
 * of an acknowledgement, only for a loss: once the peer says that it got the latest message, what
 * it says it has come to is all that has arrived.
 */
final class AssumedKnowledge {

  private static final long NEVER = Long.MIN_VALUE;

  private final Knowledge knowledge;
  private final Exchange exchange;
  private int meetings;

  /** The version of this node's to which the peer has come if all that was sent has arrived. */
  private int assumed;

  /** The same as far as it was told news. */
  private int told;

  /** Between the assumed version and this one there is nothing that the peer lacks. */
  private int checked;

  private long latestToldNanos = NEVER;

  AssumedKnowledge(Knowledge knowledge, Exchange exchange) {
    this.knowledge = knowledge;
    this.exchange = exchange;
  }

  /** Takes note of what the peer has said. */
  private void catchUp() {
    if (meetings != exchange.meetings()) {
      meetings = exchange.meetings();
      latestToldNanos = NEVER;
      takeRestForLost();
    }
    assumed = Math.max(assumed, exchange.confirmed());
    checked = Math.max(checked, assumed);
    told = Math.max(told, exchange.confirmed());
  }

  /** Whether this node knows something that the peer lacks. */
  boolean lacksSomething() {
    catchUp();
    while (checked < knowledge.version() && exchange.isThere(knowledge.placeAfter(checked))) {
      checked++;
    }
    return checked < knowledge.version();
  }

  /** Tells what the peer lacks, as far as it fits into a message, and that will have arrived. */
  Statement tell(long nowNanos) {
    Statement statement = tellAnyhow();
    assumed = statement.progress().version();
    checked = Math.max(checked, assumed);
    if (statement.tellsSomething()) {
      told = assumed;
      latestToldNanos = nowNanos;
    }
    return statement;
  }

  /** The same, but it may well be lost. */
  Statement tellAnyhow() {
    catchUp();
    return exchange.tellSince(assumed);
  }

  /** Says only how far this node has come. */
  Statement tellNothing() {
    catchUp();
    return exchange.tellNothing(assumed);
  }

  /** Whether the peer has said that it has got all that it was told. */
  boolean isConfirmed() {
    catchUp();
    return exchange.confirmed() >= told;
  }

  /**
   * Whether nothing that was told is on its way any more.
   *
   * @param echoNanos when the latest message was sent that the peer says it has got
   */
  boolean hasArrived(OptionalLong echoNanos) {
    catchUp();
    return latestToldNanos == NEVER || echoNanos.orElse(NEVER) >= latestToldNanos;
  }

  /** When the peer was last told something. */
  long latestToldNanos() {
    return latestToldNanos;
  }

  /** Nothing is on its way: the peer has what it said that it has, and no more. */
  void takeRestForLost() {
    assumed = exchange.confirmed();
    checked = assumed;
    told = assumed;
  }
}
