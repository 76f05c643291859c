package glomers.kafka.recovery;

import glomers.core.log.LogEntry;
import glomers.core.message.Message;
import glomers.core.message.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.kafka.elections.CommitExchange;
import glomers.kafka.elections.LogMessage.CommittedDelta;
import glomers.kafka.elections.LogReplica;
import glomers.kafka.elections.LogService;
import glomers.kafka.elections.Settings;
import glomers.kafka.recovery.RecoveryMessage.Fetch;
import glomers.kafka.recovery.RecoveryMessage.Fetched;
import glomers.kafka.recovery.RecoveryMessage.Reborn;
import glomers.kafka.recovery.RecoveryMessage.Recover;
import glomers.kafka.recovery.RecoveryMessage.Said;
import glomers.kafka.recovery.RecoveryMessage.State;
import glomers.kafka.safety.SafetyRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A node that may have been killed, and have forgotten what it promised. It takes part in the log,
 * as a {@link LogReplica}, once its {@link Recovery} has found out what that was; until then its
 * clients wait. Then it helps others to recover.
 *
 * <p>Guarantees what the replica does, though nodes are killed and come back with nothing, as long
 * as a majority remembers. Makes progress while a majority is up, connected and recovered, once all
 * members have been there together, at the log's beginning.
 *
 * <p>This is the recovery of Viewstamped Replication Revisited (Liskov, Cowling, 2012, section
 * 4.3).
 *
 * @param <R> what clients ask
 */
public final class RecoveryNode<R extends Request> implements Node<R, RecoveryMessage> {

  private final Context context;
  private final SafetyRules rules;
  private final Incarnations incarnations;
  private final LogReplica replica;
  private final LogService<R> service;
  private final ParkedRequests<R> parked;
  private Map<String, Long> founders = Map.of();

  /** Empty once this node takes part. */
  private Optional<Recovery> recovery;

  /**
   * A node that has just started.
   *
   * @param serviceOf what its replica is there for
   */
  public RecoveryNode(
      Context context,
      Settings settings,
      SafetyRules rules,
      Function<LogReplica, LogService<R>> serviceOf) {
    this.context = context;
    this.rules = rules;
    incarnations = new Incarnations(context.self());
    replica =
        new LogReplica(
            context,
            settings,
            rules,
            (peer, message) -> context.send(peer, new Said(incarnations.snapshot(), message)));
    service = serviceOf.apply(replica);
    parked = new ParkedRequests<>(context, service);
    Recovery beginning =
        new Recovery(context, rules, incarnations, replica, this::begin, this::join);
    recovery = Optional.of(beginning);
    beginning.start();
    context.after(Settings.TICK, this::tick);
  }

  private void tick() {
    context.after(Settings.TICK, this::tick);
    recovery.ifPresentOrElse(Recovery::onTick, replica::onTick);
  }

  // How recovery ends.

  /** Begins the log, as the leader of its first epoch, with all members' agreement. */
  private void begin(Map<String, Long> agreed) {
    recovery = Optional.empty();
    founders = agreed;
    replica.enter(LogReplica.FIRST_EPOCH);
    context.peers().forEach(peer -> context.send(peer, state(peer)));
    replica.lead();
    parked.release();
  }

  /** Becomes a working member of the cluster, in the epoch that it has come to. */
  private void join(long epoch, Map<String, Long> agreed) {
    recovery = Optional.empty();
    founders = agreed;
    replica.enter(epoch);
    replica.follow();
    parked.release();
  }

  // What goes in.

  @Override
  public void onRequest(Message<R> request) {
    service.admit(request);
    if (recovery.isPresent()) {
      parked.park(request);
    } else {
      service.serve(request);
    }
  }

  @Override
  public void onPeerMessage(Message<RecoveryMessage> received) {
    String src = received.src();
    RecoveryMessage message = received.body();
    if (incarnations.isFromTheDead(src, message)
        && rules.promisesEndWithIncarnation()
        && !(message instanceof Recover)) { // it may be alive, with too low a number
      return;
    }
    incarnations.merge(message.incarnations()).forEach(this::onReborn);
    if (recovery.isPresent()) {
      recovery.get().onMessage(src, message);
    } else if (message instanceof Recover) {
      context.send(src, state(src));
    } else if (incarnations.isMeantForOwn(message)) {
      receive(src, message);
    } else {
      context.send(src, new Reborn(incarnations.snapshot()));
    }
  }

  private void onReborn(String node) {
    if (context.peers().contains(node)) {
      replica.onReborn(node);
      recovery.ifPresent(going -> going.onReborn(node));
    }
  }

  private void receive(String src, RecoveryMessage message) {
    switch (message) {
      case Said said -> replica.receive(src, said.message());
      case Fetch fetch when replica.log().has(fetch.from()) -> onFetch(src, fetch);
      default -> {} // late answers; or what the asker has was cut off here: it will start over
    }
  }

  // What others need to recover.

  private State state(String peer) {
    return new State(
        incarnations.snapshot(),
        founders,
        replica.epoch(),
        replica.log().endPosition(),
        replica.log().highWaterMark(),
        replica.committed().version(),
        replica.commits(peer).delta());
  }

  private void onFetch(String src, Fetch fetch) {
    CommitExchange commits = replica.commits(src);
    commits.confirm(fetch.committedSeen());
    CommittedDelta delta = commits.delta();
    List<LogEntry> entries =
        replica.log().slice(fetch.from().offset(), Settings.MAX_BATCH, delta.bytesLeft());
    context.send(src, new Fetched(incarnations.snapshot(), fetch.from(), entries, delta));
  }
}
