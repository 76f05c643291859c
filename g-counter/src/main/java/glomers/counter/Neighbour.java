package glomers.counter;

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

  /** A neighbour that left this many messages unanswered gets news as part of reminders only. */
  private static final int ATTEMPTS_OUT_OF_REACH = 2;

  private final String name;
  private final String ownIncarnation;
  private final long answerNanos;
  private String incarnation = "";
  private GCounter known = GCounter.ZERO;
  private GCounter told = GCounter.ZERO;
  private GCounter unacknowledged = GCounter.ZERO;
  private boolean waitsForAnswer;
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
    waitsForAnswer |= !isIntroduced || !gossip.news().isZero();
    attemptsSinceHeard = 0;
  }

  /** Whether there is nothing left to say: it knows us, has all that we have, and we know that. */
  boolean isSettled(GCounter state) {
    if (!known.isAtMost(state)) {
      throw new IllegalStateException(name + " said it has " + known + ", but we have " + state);
    }
    return !incarnation.isEmpty() && !waitsForAnswer && state.isAtMost(known);
  }

  /** Whether the state holds something that has been in no message from or to it. */
  boolean hasNotBeenTold(GCounter state) {
    return !isOutOfReach() && !state.isAtMost(told);
  }

  /** Whether it was out of reach, and it is time to try again. */
  boolean mayBeBack(long nowNanos) {
    return isOutOfReach() && nowNanos - lastAttemptNanos >= answerNanos;
  }

  private boolean isOutOfReach() {
    return attemptsSinceHeard >= ATTEMPTS_OUT_OF_REACH;
  }

  /** Whether it has said something that we have not acknowledged. */
  boolean waitsForAnswer() {
    return waitsForAnswer;
  }

  /** Whether it is time to say again what it has not acknowledged. */
  boolean needsReminder(GCounter state, long nowNanos) {
    boolean mayStillAnswer = attemptsSinceHeard > 0 && nowNanos - lastAttemptNanos < answerNanos;
    return !isSettled(state) && !mayStillAnswer;
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
    waitsForAnswer = false;
    return new Gossip(ownIncarnation, incarnation, news, seen);
  }
}
