package glomers.kafka.recovery;

import glomers.core.log.Position;
import glomers.core.node.Context;
import glomers.kafka.elections.CommitExchange;
import glomers.kafka.elections.LogReplica;
import glomers.kafka.recovery.RecoveryMessage.Fetch;
import glomers.kafka.recovery.RecoveryMessage.Fetched;
import glomers.kafka.recovery.RecoveryMessage.State;
import glomers.kafka.safety.SafetyRules;
import java.util.Map;

/**
 * Brings a node that has forgotten everything to what others know: the log and the commits of the
 * one whose log is the most up to date, which it fetches in pieces; the newest epoch of all.
 */
final class CatchUp {

  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private final Context context;
  private final Incarnations incarnations;
  private final LogReplica replica;
  private final String donor;
  private final State donorsState;
  private final long highWaterMark;
  private final long epoch;
  private long progressNanos;

  /**
   * @param states what those asked have answered
   */
  CatchUp(
      Context context,
      SafetyRules rules,
      Incarnations incarnations,
      LogReplica replica,
      Map<String, State> states) {
    this.context = context;
    this.incarnations = incarnations;
    this.replica = replica;
    Position end = rules.newest(states.values().stream().map(State::end).toList());
    donor =
        states.keySet().stream()
            .filter(node -> states.get(node).end().equals(end))
            .findFirst()
            .orElseThrow();
    donorsState = states.get(donor);
    highWaterMark = rules.newest(states.values().stream().map(State::highWaterMark).toList());
    epoch = rules.newest(states.values().stream().map(State::epoch).toList());
    progressNanos = context.nanoTime();
  }

  /** Where the mark stands, once done. */
  long highWaterMark() {
    return highWaterMark;
  }

  /** The epoch to take part in, once done. */
  long epoch() {
    return epoch;
  }

  /** The incarnations in which the log began. */
  Map<String, Long> founders() {
    return donorsState.founders();
  }

  /** Whether the donor has been silent for so long that another may be better. */
  boolean isStuck() {
    return context.nanoTime() - progressNanos >= PATIENCE_NANOS;
  }

  /** Asks for the next piece. */
  void ask() {
    long committedSeen = replica.commits(donor).seenVersion();
    Position from = replica.log().endPosition();
    context.send(donor, new Fetch(incarnations.snapshot(), from, committedSeen));
  }

  /** Takes a piece. Returns whether it brought anything new: a repeated answer does not. */
  boolean take(String src, Fetched answer) {
    if (!src.equals(donor)) {
      return false;
    }
    CommitExchange commits = replica.commits(src);
    long committedBefore = commits.seenVersion();
    commits.receive(answer.committed());
    boolean isProgress = commits.seenVersion() > committedBefore;
    if (answer.from().equals(replica.log().endPosition())) {
      isProgress |= !answer.entries().isEmpty();
      answer.entries().forEach(replica.log()::append);
    }
    if (isProgress) {
      progressNanos = context.nanoTime();
    }
    return isProgress;
  }

  /** Whether all is there. */
  boolean isDone() {
    return replica.log().endPosition().compareTo(donorsState.end()) >= 0
        && replica.commits(donor).seenVersion() >= donorsState.committedVersion();
  }
}
