package glomers.kafka;

import glomers.core.log.Append;
import glomers.core.log.CommittedOffsets;
import glomers.core.log.Log;
import glomers.core.log.LogEntry;
import glomers.core.message.KafkaVerbs.Request;
import glomers.core.message.KafkaVerbs.SendOk;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.kafka.ReplicaMessage.Acknowledge;
import glomers.kafka.ReplicaMessage.CommittedDelta;
import glomers.kafka.ReplicaMessage.Fetch;
import glomers.kafka.ReplicaMessage.Fetched;
import glomers.kafka.ReplicaMessage.Recover;
import glomers.kafka.ReplicaMessage.Replicate;
import glomers.kafka.ReplicaMessage.RequestVote;
import glomers.kafka.ReplicaMessage.Stamp;
import glomers.kafka.ReplicaMessage.State;
import glomers.kafka.ReplicaMessage.Vote;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One of the nodes that keep a log together. Holds what a node knows whatever its role, and does
 * what all roles do the same way; the rest is in its {@link Role}.
 *
 * <p>Guarantees, however messages are lost, repeated, delayed or overtaken, and nodes paused or
 * killed (the latter only as long as a majority remembers): an acknowledged record stays at its
 * offset, on every node that ever shows that offset; each append takes effect at most once; readers
 * see a prefix of one and the same log everywhere. Makes progress while a majority is up and
 * connected, once all members have been there together, at the log's beginning.
 *
 * <p>After Raft (Ongaro, Ousterhout, 2014), without its disk: what a restarted node has lost it
 * gets back by the recovery of Viewstamped Replication Revisited (Liskov, Cowling, 2012, section
 * 4.3).
 */
final class Replica {

  /** The epoch in which a log begins, led by the first member without any election. */
  static final long FIRST_EPOCH = 1;

  /** Whom a node voted for: one incarnation of one node. */
  private record Candidacy(String node, long incarnation) {
    /** In the epoch in which a node has lost its memory it may have voted for anyone. */
    static final Candidacy FORGOTTEN = new Candidacy("", 0);
  }

  final Context context;
  final Settings settings;
  final SafetyRules rules;
  final Log log = new Log();
  final CommittedOffsets committed = new CommittedOffsets();
  final PendingAppends pending = new PendingAppends();
  final Incarnations incarnations = new Incarnations();
  private final Map<String, PeerLink> links = new LinkedHashMap<>();
  private final Runnable onReady;

  private long incarnation;
  private long epoch;
  private Optional<Candidacy> votedFor = Optional.empty();
  private Map<String, Long> founders = Map.of();
  private Role role = new Recovering(this);

  /** To whom a candidacy for the next epoch has given way already. */
  private final Set<String> yieldedTo = new HashSet<>();

  /**
   * @param onReady told once the replica has become able to serve clients
   */
  Replica(Context context, Settings settings, SafetyRules rules, Runnable onReady) {
    this.context = context;
    this.settings = settings;
    this.rules = rules;
    this.onReady = onReady;
    for (String peer : context.peers()) {
      Runnable flush = () -> role.flush(peer);
      links.put(peer, new PeerLink(new LingerGate(context, flush), committed));
    }
  }

  // What goes in.

  /** Takes up its work. */
  void start() {
    startIncarnation();
    if (rules.mustRecoverFirst()) {
      role.start();
    } else {
      join(FIRST_EPOCH, Map.of());
    }
    context.after(Settings.TICK, this::tick);
  }

  private void tick() {
    context.after(Settings.TICK, this::tick);
    pending.removeExpired(now()).forEach(this::giveUp);
    role.onTick();
  }

  private void giveUp(PendingAppends.Pending expired) {
    String text =
        isStored(expired.append().id())
            ? "no majority has acknowledged the record in time"
            : "no leader has taken the record in time";
    context.reply(expired.request(), Refusals.notInTime(expired.request().body(), text));
  }

  /** Appends for a client, who is answered when the record is acknowledged. */
  void submit(Append append, Message<Request> request) {
    OptionalLong earlier = rules.findEarlier(log, append.id());
    if (earlier.isPresent() && earlier.getAsLong() < log.highWaterMark()) {
      context.reply(request, new SendOk(earlier.getAsLong()));
      return;
    }
    pending.add(append, request, now());
    role.onAppend(append);
  }

  /** Handles a peer's message. */
  void receive(String src, ReplicaMessage message) {
    Stamp stamp = message.stamp();
    boolean isFromFormerIncarnation = stamp.incarnationOf(src) < incarnations.of(src);
    if (isFromFormerIncarnation && !(message instanceof Recover)) {
      return;
    }
    for (String reborn : incarnations.merge(stamp.incarnations())) {
      if (links.containsKey(reborn)) {
        links.get(reborn).onReborn();
        role.onReborn(reborn);
      }
    }
    switch (message) {
      case ReplicaMessage any when role instanceof Recovering -> role.onMessage(src, any);
      case Recover recover -> send(src, state(src));
      case Fetch fetch when log.has(fetch.from()) -> onFetch(src, fetch);
      case Fetch fetch -> {} // what it has was cut off here: it will start over
      default -> receiveInEpoch(src, message);
    }
  }

  private void onFetch(String src, Fetch fetch) {
    if (isMeantForThisIncarnation(fetch.stamp())) {
      link(src).confirm(fetch.committedSeen());
    }
    CommittedDelta delta = link(src).delta();
    List<LogEntry> entries =
        log.slice(fetch.from().offset(), Settings.MAX_BATCH, delta.bytesLeft());
    send(src, new Fetched(stamp(), fetch.from(), entries, delta));
  }

  private void receiveInEpoch(String src, ReplicaMessage message) {
    long theirs = message.stamp().epoch();
    if (theirs > epoch) {
      adoptEpoch(theirs);
    }
    if (message instanceof RequestVote request) {
      onRequestVote(src, request);
    } else if (theirs == epoch) {
      role.onMessage(src, message);
    } else if (message instanceof Replicate outdated) {
      // Its sender does not know yet that it leads no more: our stamp says so.
      refuse(src, outdated);
    }
  }

  private void refuse(String src, Replicate outdated) {
    long nothingMatched = 0;
    boolean isBehind = false;
    send(
        src,
        new Acknowledge(
            stamp(), outdated.round(), nothingMatched, isBehind, List.of(), link(src).delta()));
  }

  private void onRequestVote(String src, RequestVote request) {
    Candidacy candidacy = new Candidacy(src, request.stamp().incarnationOf(src));
    boolean isUpToDate = request.end().compareTo(log.endPosition()) >= 0;
    boolean granted;
    if (request.trial()) {
      granted = isUpToDate && request.forEpoch() > epoch && !role.hearsLeader();
      if (granted) {
        role.onTrialVoteGranted(src, request.end());
      } else if (!isUpToDate && request.forEpoch() > epoch) {
        role.onOutdatedCandidate();
      }
    } else {
      granted =
          isUpToDate
              && request.forEpoch() == epoch
              && (votedFor.isEmpty() || votedFor.get().equals(candidacy));
      if (granted) {
        votedFor = Optional.of(candidacy);
        role.onVoteGranted();
      }
    }
    // A refusal tells nothing, unless its stamp shows a newer epoch.
    if (granted || request.stamp().epoch() < epoch) {
      send(src, new Vote(stamp(), request.forEpoch(), request.trial(), granted));
    }
  }

  // What roles do to the replica.

  /** Changes roles. */
  void become(Role next) {
    role = next;
    next.start();
  }

  /** Begins a new incarnation, of which nothing is known yet but its number. */
  void startIncarnation() {
    incarnation = incarnations.drawNewer(context.self(), context.random());
    incarnations.merge(Map.of(context.self(), incarnation));
    log.truncate(0);
  }

  /** Begins the log, as the leader of its first epoch, with all members' agreement. */
  void found(Map<String, Long> founders) {
    enter(FIRST_EPOCH, founders);
    context.peers().forEach(peer -> send(peer, state(peer)));
    become(new Leader(this));
    onReady.run();
  }

  /** Becomes a working member of the cluster, in an epoch in which it must not vote (again). */
  void join(long joinedEpoch, Map<String, Long> founders) {
    enter(joinedEpoch, founders);
    become(new Follower(this));
    onReady.run();
  }

  private void enter(long enteredEpoch, Map<String, Long> founders) {
    this.founders = founders;
    setEpoch(enteredEpoch);
    votedFor = Optional.of(Candidacy.FORGOTTEN);
  }

  /** Opens a new epoch, with a vote for itself. */
  void standForElection() {
    setEpoch(epoch + 1);
    votedFor = Optional.of(new Candidacy(context.self(), incarnation));
  }

  private void adoptEpoch(long newer) {
    boolean leadsOn = role instanceof Leader && !rules.isDeposedBy(newer, epoch);
    setEpoch(newer);
    votedFor = Optional.empty();
    if (!leadsOn) {
      role.onNewEpoch();
    }
  }

  /**
   * Has a candidate give way to another one, unless it has done so in this epoch: the other may be
   * unable to win.
   *
   * @return whether it gives way
   */
  boolean yieldOnceTo(String other) {
    return yieldedTo.add(other);
  }

  /** A leader was heard: the candidacies of this epoch are over. */
  void onLeaderHeard() {
    yieldedTo.clear();
  }

  private void setEpoch(long next) {
    if (next <= epoch) {
      throw new IllegalStateException("the epoch cannot go from " + epoch + " to " + next);
    }
    epoch = next;
    yieldedTo.clear();
  }

  /**
   * Raises the high-water mark, if the one given is higher, and answers the clients who waited for
   * it.
   */
  void advanceHighWaterMark(long mark) {
    long former = log.highWaterMark();
    if (mark <= former) {
      return;
    }
    log.advanceHighWaterMark(mark);
    for (long offset = former; offset < mark; offset++) {
      SendOk answer = new SendOk(offset);
      log.entry(offset)
          .append()
          .flatMap(append -> pending.remove(append.id()))
          .ifPresent(done -> context.reply(done.request(), answer));
    }
  }

  void send(String peer, ReplicaMessage message) {
    context.send(peer, message);
  }

  // What roles ask of it.

  long now() {
    return context.nanoTime();
  }

  long epoch() {
    return epoch;
  }

  Role role() {
    return role;
  }

  long incarnation() {
    return incarnation;
  }

  PeerLink link(String peer) {
    return links.get(peer);
  }

  int copiesNeeded() {
    return rules.copiesNeeded(context.members().size());
  }

  boolean isStored(Append.Id id) {
    return rules.findEarlier(log, id).isPresent();
  }

  /** Whether the sender of this stamp knew that this is our present incarnation. */
  boolean isMeantForThisIncarnation(Stamp stamp) {
    return stamp.incarnationOf(context.self()) == incarnation;
  }

  /** Between one and two election timeouts, drawn at random so that not all stand at once. */
  long drawElectionTimeoutNanos() {
    long nanos = settings.electionTimeout().toNanos();
    return nanos + context.random().nextLong(nanos);
  }

  Stamp stamp() {
    return new Stamp(epoch, incarnations.snapshot());
  }

  private State state(String peer) {
    return new State(
        stamp(),
        founders,
        log.endPosition(),
        log.highWaterMark(),
        committed.version(),
        link(peer).delta());
  }
}
