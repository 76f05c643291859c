package glomers.kafka;

import glomers.core.log.Append;
import glomers.core.log.Log;
import glomers.core.log.LogEntry;
import glomers.kafka.ReplicaMessage.Acknowledge;
import glomers.kafka.ReplicaMessage.CommittedDelta;
import glomers.kafka.ReplicaMessage.Replicate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  private final Replica replica;
  private final Log log;
  private final Map<String, Progress> progress = new LinkedHashMap<>();

  Leader(Replica replica) {
    this.replica = replica;
    this.log = replica.log;
  }

  @Override
  public void start() {
    for (String peer : replica.context.peers()) {
      progress.put(peer, new Progress(log.end(), replica.now()));
    }
    // What earlier leaders left in the log is settled as soon as this entry is (Raft, section
    // 5.4.2).
    log.append(LogEntry.epochStart(replica.epoch()));
    replica.pending.all().forEach(this::offer);
    acknowledgeAndAnnounce();
  }

  @Override
  public void onReborn(String node) {
    progress.put(node, new Progress(log.end(), replica.now()));
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
    long patienceNanos = 2 * replica.settings.electionTimeout().toNanos();
    long now = replica.now();
    long heard =
        progress.values().stream().filter(p -> p.nanosSinceHeard(now) < patienceNanos).count();
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
  public void onMessage(String src, ReplicaMessage message) {
    switch (message) {
      case Acknowledge acknowledge -> onAcknowledge(src, acknowledge);
      case Replicate replicate ->
          replica.rules.onViolation(
              src + " leads in epoch " + replica.epoch() + " as this node does");
      default -> {} // late words to a candidate
    }
  }

  private void onAcknowledge(String src, Acknowledge ack) {
    replica.link(src).receive(ack.committed(), replica.isMeantForThisIncarnation(ack.stamp()));
    Progress follower = progress.get(src);
    follower.onAcknowledged(ack.matched(), ack.round(), ack.behind(), replica.now());
    for (Append append : ack.appends()) {
      follower.onAwaits(offer(append));
    }
    acknowledgeAndAnnounce();
  }

  private void acknowledgeAndAnnounce() {
    long mark = copiedEnough();
    // A majority may have an older leader's entry, and lose it yet: only our own epoch's entries
    // count.
    if (log.positionAt(mark).epoch() == replica.epoch()) {
      replica.advanceHighWaterMark(mark);
    }
    announce();
  }

  /** The highest offset below which enough nodes have everything. */
  private long copiedEnough() {
    int members = progress.size() + 1;
    long[] ends = new long[members];
    int i = 0;
    ends[i++] = log.end();
    for (Progress follower : progress.values()) {
      ends[i++] = follower.matched();
    }
    Arrays.sort(ends);
    return ends[members - replica.copiesNeeded()];
  }

  private void announce() {
    progress.forEach((peer, follower) -> {
      if (hasNewsFor(follower)) {
        replica.link(peer).open(replica.settings.linger());
      }
    });
  }

  private boolean hasNewsFor(Progress follower) {
    // Where two copies are a majority, a follower that got a record knows by itself.
    boolean waits = replica.copiesNeeded() > 2 && follower.waitsFor(log.highWaterMark());
    return waits || isHeartbeatDue(follower) || canTakeEntries(follower);
  }

  private boolean isHeartbeatDue(Progress follower) {
    return follower.nanosSinceSent(replica.now()) >= replica.settings.heartbeat().toNanos();
  }

  private boolean canTakeEntries(Progress follower) {
    return follower.next() < log.end()
        && follower.nanosSinceHeard(replica.now()) < replica.settings.electionTimeout().toNanos();
  }

  @Override
  public void flush(String peer) {
    Progress follower = progress.get(peer);
    if (!hasNewsFor(follower)) {
      return;
    }
    PeerLink link = replica.link(peer);
    CommittedDelta delta = link.delta();
    List<LogEntry> entries =
        canTakeEntries(follower)
            ? log.slice(follower.next(), Settings.MAX_BATCH, delta.bytesLeft())
            : List.of();
    replica.send(
        peer,
        new Replicate(
            replica.stamp(),
            follower.nextRound(),
            log.positionAt(follower.next()),
            entries,
            log.highWaterMark(),
            isAckWanted(follower, entries),
            delta));
    follower.onSent(entries.size(), log.highWaterMark(), replica.now());
    link.sent();
    announce();
  }

  /**
   * Whether the follower should answer at once: if somebody waits for these entries who does not
   * know from getting them that a majority has them, or if it has been silent for long.
   */
  private boolean isAckWanted(Progress follower, List<LogEntry> entries) {
    boolean isSomeoneWaiting =
        replica.copiesNeeded() > 2 || entries.stream().anyMatch(this::isWaitedForHere);
    return (isSomeoneWaiting && !entries.isEmpty())
        || follower.nanosSinceHeard(replica.now()) >= replica.settings.heartbeat().toNanos();
  }

  private boolean isWaitedForHere(LogEntry entry) {
    return entry.append().map(append -> replica.pending.contains(append.id())).orElse(true);
  }
}
