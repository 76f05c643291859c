package glomers.counter.deltas;

import glomers.core.crdt.GCounter;

/**
 * What this node knows of one neighbour, and what it owes it.
 *
 * <p>What a neighbour is known to have is a G-Counter itself: the merge of all that it said it has.
 * That can lag behind the truth but never runs ahead of it, so what our state has beyond it is all
 * that the neighbour may lack. A neighbour that comes back as another incarnation has forgotten
 * everything, and so must we. (A message of its former incarnation that arrives after that would
 * mislead us until it speaks again: we take it that no message is under way for longer than a node
 * needs to die, restart and be heard.)
 *
 * <p>What is not acknowledged is said again after a turn and a round, within which it should have
 * answered. Once a neighbour that was out of reach is heard, it gets what it lacks in its next
 * turn. The waits do not grow: how long one may be is how long after a partition the neighbour may
 * stay behind.
 */
final class Neighbour {

  /** Why a neighbour should be spoken to, the most urgent reason first. */
  enum Need {
    /**
     * The state holds something that has been in no message from or to it; or it was out of reach
     * and may be back. The second must not wait until there is nothing else to say: two sides of a
     * partition, each busy with its own adds, would never find out that it has healed.
     */
    NEWS,

    /** It has said something that was not acknowledged yet, and will say it again. */
    ACKNOWLEDGEMENT,

    /** It has not acknowledged in time what it was told. */
    REMINDER,

    /** It knows us, and has all that we have; or has still time to say so. */
    NOTHING
  }

  /** A neighbour that left this many messages unanswered gets news as part of reminders only. */
  private static final int ATTEMPTS_OUT_OF_REACH = 2;

  private final String name;
  private final String ownIncarnation;
  private final long answerNanos;

  /** Whom we talk to; empty until it has been heard. */
  private String incarnation = "";

  /** What it said it has. */
  private GCounter known = GCounter.ZERO;

  /** That, and what we have told it since, whether it has arrived or not. */
  private GCounter told = GCounter.ZERO;

  /** What it has told us and we have not acknowledged. */
  private GCounter unacknowledged = GCounter.ZERO;

  /**
   * Whether it has told us something, or does not know who we are, and we have not spoken since.
   */
  private boolean wantsAcknowledgement;

  private int attemptsSinceHeard;
  private long lastAttemptNanos;

  /**
   * A neighbour that has not been heard from.
   *
   * @param ownIncarnation this node's incarnation
   * @param roundsPerTurn the rounds within which everybody speaks to each of their neighbours once
   */
  Neighbour(String name, String ownIncarnation, long roundNanos, int roundsPerTurn) {
    this.name = name;
    this.ownIncarnation = ownIncarnation;
    this.answerNanos = (roundsPerTurn + 1) * roundNanos;
  }

  String name() {
    return name;
  }

  /** Takes what the neighbour said. */
  void heard(Gossip gossip) {
    if (!gossip.from().equals(incarnation)) {
      incarnation = gossip.from();
      known = GCounter.ZERO;
      told = GCounter.ZERO;
      unacknowledged = GCounter.ZERO;
    }
    known = known.merge(gossip.claims());
    told = told.merge(gossip.claims());
    unacknowledged = unacknowledged.merge(gossip.news());
    boolean isIntroduced = gossip.to().equals(ownIncarnation);
    wantsAcknowledgement |= !isIntroduced || !gossip.news().isZero();
    attemptsSinceHeard = 0;
  }

  /** Whether there is nothing left to say: it knows us, has all that we have, and we know that. */
  boolean isSettled(GCounter state) {
    if (!known.isAtMost(state)) {
      throw new IllegalStateException(name + " said it has " + known + ", but we have " + state);
    }
    return !incarnation.isEmpty() && !wantsAcknowledgement && state.isAtMost(known);
  }

  /**
   * Why it should be spoken to, if it should.
   *
   * @param state all that this node has
   */
  Need need(GCounter state, long nowNanos) {
    boolean isOutOfReach = attemptsSinceHeard >= ATTEMPTS_OUT_OF_REACH;
    boolean mayStillAnswer = nowNanos - lastAttemptNanos < answerNanos;
    if (isOutOfReach ? !mayStillAnswer : !state.isAtMost(told)) {
      return Need.NEWS;
    }
    if (wantsAcknowledgement) {
      return Need.ACKNOWLEDGEMENT;
    }
    boolean isAsked = attemptsSinceHeard > 0;
    return isSettled(state) || isAsked && mayStillAnswer ? Need.NOTHING : Need.REMINDER;
  }

  /** Makes the next message to it: all that it may lack, and what we have got from it. */
  Gossip nextMessage(GCounter state, long nowNanos) {
    GCounter news = state.newerThan(known);
    // A higher number of the same slot among the news acknowledges the lower one too.
    GCounter seen = unacknowledged.newerThan(news);
    if (incarnation.isEmpty() || !news.isZero()) {
      attemptsSinceHeard++;
      lastAttemptNanos = nowNanos;
    }
    told = told.merge(news);
    unacknowledged = GCounter.ZERO;
    wantsAcknowledgement = false;
    return new Gossip(ownIncarnation, incarnation, news, seen);
  }
}
