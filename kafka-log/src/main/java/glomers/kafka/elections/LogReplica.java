package glomers.kafka.elections;

import glomers.core.log.Append;
import glomers.core.log.CommittedOffsets;
import glomers.core.log.Log;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.kafka.elections.LogMessage.Acknowledge;
import glomers.kafka.elections.LogMessage.CommittedDelta;
import glomers.kafka.elections.LogMessage.Replicate;
import glomers.kafka.elections.LogMessage.RequestVote;
import glomers.kafka.safety.SafetyRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * One of the nodes that keep a log together. Holds what a node knows whatever its role, and does
 * what all roles do the same way; the rest is in its {@link Role}.
 *
 * <p>Guarantees, however messages are lost, repeated, delayed or overtaken, and nodes paused: an
 * acknowledged record stays at its offset, on every node that ever shows that offset; each append
 * takes effect at most once; readers see a prefix of one and the same log everywhere. Makes
 * progress while a majority is up and connected. A node that is killed and comes back with nothing
 * may break all of it, unless it recovers before it {@link #follow follows}: that is the next step.
 * After Raft (Ongaro, Ousterhout, 2014), without its disk.
 */
public final class LogReplica {

  /** The epoch in which a log begins. */
  public static final long FIRST_EPOCH = 1;

  final Context context;
  final Settings settings;
  final SafetyRules rules;
  final PendingAppends pending;
  final Voter voter = new Voter(this);
  private final BiConsumer<String, LogMessage> network;
  private final Log log = new Log();
  private final CommittedOffsets committed = new CommittedOffsets();
  private final Map<String, LingerGate> gates = new LinkedHashMap<>();
  private final Map<String, CommitExchange> commits = new LinkedHashMap<>();
  private Role role = new Follower(this);
  private long unnumberedRequests;

  /**
   * A replica that has nothing yet, and takes no part until it is told to follow or to lead.
   *
   * @param network sends a message to a peer
   */
  public LogReplica(
      Context context,
      Settings settings,
      SafetyRules rules,
      BiConsumer<String, LogMessage> network) {
    this.context = context;
    this.settings = settings;
    this.rules = rules;
    this.network = network;
    this.pending = new PendingAppends(context);
    for (String peer : context.peers()) {
      gates.put(peer, new LingerGate(context, () -> role.flush(peer)));
      commits.put(peer, new CommitExchange(committed));
    }
  }

  // What goes in.

  /** Comes to an epoch in which it must not vote (again). To be followed by one of the next two. */
  public void enter(long epoch) {
    voter.recoverEpoch(epoch);
  }

  /** Takes part, as one of those who may hear from a leader. */
  public void follow() {
    become(new Follower(this));
  }

  /** Takes part, as the leader that all have agreed on. */
  public void lead() {
    become(new Leader(this));
  }

  /** Some time has passed ({@link Settings#TICK}). */
  public void onTick() {
    pending.giveUpExpired(this::isStored);
    role.onTick();
  }

  /**
   * What the log is to know a client's request by: the client and its {@code msg_id}, the same in
   * every retry.
   */
  public Append.Id nameOf(Message<?> request) {
    if (request.msgId().isPresent()) {
      return new Append.Id(request.src(), request.msgId().getAsLong());
    }
    // Nobody waits for the answer or can retry, but the log wants a name for it all the same.
    return new Append.Id(context.incarnation(), unnumberedRequests++);
  }

  /** Appends, for somebody who is told when the record is acknowledged. */
  public void submit(Append append, Waiting waiting) {
    OptionalLong earlier = rules.findEarlier(log, append.id());
    if (earlier.isPresent() && earlier.getAsLong() < log.highWaterMark()) {
      waiting.onAcknowledged(earlier.getAsLong());
      return;
    }
    pending.add(append, waiting);
    role.onAppend(append);
  }

  /** Handles a peer's message. */
  public void receive(String src, LogMessage message) {
    if (message.epoch() > epoch()) {
      adoptEpoch(message.epoch());
    }
    if (message instanceof RequestVote request) {
      voter.onRequestVote(src, request);
    } else if (rules.isCurrent(message.epoch(), epoch())) {
      role.onMessage(src, message);
    } else if (message instanceof Replicate outdated) {
      // Its sender does not know yet that it leads no more: our epoch says so.
      boolean isBehind = false;
      CommittedDelta delta = commits(src).delta();
      send(src, new Acknowledge(epoch(), outdated.round(), 0, isBehind, List.of(), delta));
    }
  }

  private void adoptEpoch(long newer) {
    boolean leadsOn = role instanceof Leader && !rules.isDeposedBy(newer, epoch());
    voter.adoptEpoch(newer);
    if (!leadsOn) {
      role.onNewEpoch();
    }
  }

  /** Another node has lost its memory: what it had, and what it had promised, is void. */
  public void onReborn(String node) {
    commits(node).onReborn();
    voter.onReborn(node);
    role.onReborn(node);
  }

  // What roles do to the replica.

  /** Changes roles. */
  void become(Role next) {
    role = next;
    next.start();
  }

  /** Raises the high-water mark, if the one given is higher, and tells those who waited for it. */
  public void advanceHighWaterMark(long mark) {
    long former = log.highWaterMark();
    if (mark <= former) {
      return;
    }
    log.advanceHighWaterMark(mark);
    for (long offset = former; offset < mark; offset++) {
      long acknowledged = offset;
      log.entry(offset).append().ifPresent(append -> pending.answer(append.id(), acknowledged));
    }
  }

  void send(String peer, LogMessage message) {
    network.accept(peer, message);
  }

  /** This node's copy of the log. */
  public Log log() {
    return log;
  }

  /** The committed offsets that this node knows. */
  public CommittedOffsets committed() {
    return committed;
  }

  /** Who of this node and the peer has which of the other's commits. */
  public CommitExchange commits(String peer) {
    return commits.get(peer);
  }

  /** The newest epoch that this node has heard of; 0 before it takes part. */
  public long epoch() {
    return voter.epoch();
  }

  LingerGate gate(String peer) {
    return gates.get(peer);
  }

  Role role() {
    return role;
  }

  int copiesNeeded() {
    return rules.copiesNeeded(context.members().size());
  }

  boolean isStored(Append.Id id) {
    return rules.findEarlier(log, id).isPresent();
  }
}
