package glomers.kafka.elections;

import glomers.core.log.Append;
import glomers.core.log.Log;
import glomers.core.log.LogEntry;
import glomers.kafka.elections.LogMessage.Acknowledge;
import glomers.kafka.elections.LogMessage.CommittedDelta;
import glomers.kafka.elections.LogMessage.Replicate;
import glomers.kafka.safety.Quorum;
import java.util.List;

/**
 * Gives every append its offset and brings it to the followers. A record is acknowledged when a
 * majority has it. There is at most one leader in an epoch.
 *
 * <p>Entries stream: they are sent once, without waiting for answers; a follower that misses some
 * says so, and gets all from there on again. A follower that has gone silent gets heartbeats only.
 * A leader that no majority answers steps down, so that those who do not hear it, or are not heard,
 * can elect another.
 */
final class Leader implements Role {

  private final LogReplica replica;
  private final Log log;
  private final Followers followers;

  Leader(LogReplica replica) {
    this.replica = replica;
    this.log = replica.log();
    this.followers = new Followers(replica.context, log.end());
  }

  @Override
  public void start() {
    // What earlier leaders left in the log is settled as soon as this entry is (Raft, section
    // 5.4.2).
    log.append(LogEntry.epochStart(replica.epoch()));
    replica.pending.all().forEach(this::offer);
    acknowledgeAndAnnounce();
  }

  @Override
  public void onReborn(String node) {
    if (replica.rules.promisesEndWithIncarnation()) {
      followers.startOver(node, log.end());
    }
  }

  @Override
  public boolean hearsLeader() {
    return true;
  }

  @Override
  public void onNewEpoch() {
    replica.become(new Follower(replica));
  }

  @Override
  public void onTick() {
    if (isAloneTooLong()) {
      replica.become(new Follower(replica));
    } else {
      announce();
    }
  }

  private boolean isAloneTooLong() {
    long heard = followers.heardWithin(replica.settings.electionTimeout().multipliedBy(2));
    return heard + 1 < Quorum.majority(replica.context.members().size());
  }

  @Override
  public void onAppend(Append append) {
    offer(append);
    acknowledgeAndAnnounce();
  }

  /** Appends, unless this is a retry of what the log already holds. Returns the offset. */
  private long offer(Append append) {
    return replica
        .rules
        .findEarlier(log, append.id())
        .orElseGet(() -> log.append(LogEntry.of(replica.epoch(), append)));
  }

  @Override
  public void onMessage(String src, LogMessage message) {
    switch (message) {
      case Acknowledge acknowledge -> onAcknowledge(src, acknowledge);
      case Replicate replicate ->
          replica.rules.onViolation(
              src + " leads in epoch " + replica.epoch() + " as this node does");
      default -> {} // late words to a candidate
    }
  }

  private void onAcknowledge(String src, Acknowledge ack) {
    replica.commits(src).receive(ack.committed());
    FollowerProgress follower = followers.of(src);
    follower.onAcknowledged(ack.matched(), ack.round(), ack.behind(), replica.context.nanoTime());
    for (Append append : ack.appends()) {
      follower.onAwaits(offer(append));
    }
    acknowledgeAndAnnounce();
  }

  private void acknowledgeAndAnnounce() {
    long mark = followers.copiedBelow(replica.copiesNeeded(), log.end());
    if (replica.rules.settles(log.positionAt(mark).epoch(), replica.epoch())) {
      replica.advanceHighWaterMark(mark);
    }
    announce();
  }

  private void announce() {
    followers.forEach((peer, follower) -> {
      if (hasNewsFor(follower)) {
        replica.gate(peer).open(replica.settings.linger());
      }
    });
  }

  private boolean hasNewsFor(FollowerProgress follower) {
    // Where two copies are a majority, a follower that got a record knows by itself.
    boolean waits = replica.copiesNeeded() > 2 && follower.waitsFor(log.highWaterMark());
    return waits || isHeartbeatDue(follower) || canTakeEntries(follower);
  }

  private boolean isHeartbeatDue(FollowerProgress follower) {
    return follower.nanosSinceSent(replica.context.nanoTime())
        >= replica.settings.heartbeat().toNanos();
  }

  private boolean canTakeEntries(FollowerProgress follower) {
    return follower.next() < log.end()
        && follower.nanosSinceHeard(replica.context.nanoTime())
            < replica.settings.electionTimeout().toNanos();
  }

  @Override
  public void flush(String peer) {
    FollowerProgress follower = followers.of(peer);
    if (!hasNewsFor(follower)) {
      return;
    }
    CommittedDelta delta = replica.commits(peer).delta();
    List<LogEntry> entries =
        canTakeEntries(follower)
            ? log.slice(follower.next(), Settings.MAX_BATCH, delta.bytesLeft())
            : List.of();
    replica.send(
        peer,
        new Replicate(
            replica.epoch(),
            follower.nextRound(),
            log.positionAt(follower.next()),
            entries,
            log.highWaterMark(),
            isAckWanted(follower, entries),
            delta));
    follower.onSent(entries.size(), log.highWaterMark(), replica.context.nanoTime());
    replica.gate(peer).sent();
    announce();
  }

  /**
   * Whether the follower should answer at once: if somebody waits for these entries who does not
   * know from getting them that a majority has them, or if it has been silent for long.
   */
  private boolean isAckWanted(FollowerProgress follower, List<LogEntry> entries) {
    boolean isSomeoneWaiting =
        replica.copiesNeeded() > 2 || entries.stream().anyMatch(this::isWaitedForHere);
    return (isSomeoneWaiting && !entries.isEmpty())
        || follower.nanosSinceHeard(replica.context.nanoTime())
            >= replica.settings.heartbeat().toNanos();
  }

  private boolean isWaitedForHere(LogEntry entry) {
    return entry.append().map(append -> replica.pending.contains(append.id())).orElse(true);
  }
}
