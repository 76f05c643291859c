package glomers.kafka.recovery;

import glomers.core.node.Context;
import glomers.kafka.elections.LogReplica;
import glomers.kafka.recovery.RecoveryMessage.Fetched;
import glomers.kafka.recovery.RecoveryMessage.Fresh;
import glomers.kafka.recovery.RecoveryMessage.Recover;
import glomers.kafka.recovery.RecoveryMessage.State;
import glomers.kafka.safety.SafetyRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What a node does that has just started. It may be a new node of a new cluster, or one that was
 * killed and has forgotten what it promised; until it knows, it votes for nobody, acknowledges
 * nothing and serves no one.
 *
 * <p><em>A new cluster</em> begins when the first member has heard from every single other one that
 * it is fresh too: then nobody can have promised anything. The incarnations that it heard from are
 * the founders.
 *
 * <p><em>A node that was killed</em> asks as many others as are sure to include, for every promise
 * that it may have made, one who knows ({@link SafetyRules#othersToAsk}). It takes over the newest
 * epoch among them, in which it will not vote, and fetches the most up-to-date of their logs.
 * Messages of its former incarnation no longer count from then on, see {@link Incarnations}; which
 * is why, other than in Viewstamped Replication Revisited (section 4.3), the leader need not be
 * among those that answer.
 */
final class Recovery {

  private static final long RETRY_NANOS = 200_000_000L;

  private final Context context;
  private final SafetyRules rules;
  private final Incarnations incarnations;
  private final LogReplica replica;
  private final Consumer<Map<String, Long>> onBegin;
  private final BiConsumer<Long, Map<String, Long>> onRecovered;
  private final Map<String, Fresh> fresh = new TreeMap<>();
  private final Map<String, State> states = new TreeMap<>();
  private boolean isLogInUse;
  private Optional<CatchUp> catchUp = Optional.empty();
  private long askedNanos;

  /**
   * @param onBegin told the founders if the log begins now, and this node is to lead
   * @param onRecovered told the epoch and the founders of a log in use; the replica has what this
   *     node needs of it
   */
  Recovery(
      Context context,
      SafetyRules rules,
      Incarnations incarnations,
      LogReplica replica,
      Consumer<Map<String, Long>> onBegin,
      BiConsumer<Long, Map<String, Long>> onRecovered) {
    this.context = context;
    this.rules = rules;
    this.incarnations = incarnations;
    this.replica = replica;
    this.onBegin = onBegin;
    this.onRecovered = onRecovered;
  }

  /** Begins, in a new incarnation. */
  void start() {
    incarnations.beginOwn(context.random());
    startOver();
  }

  private void startOver() {
    catchUp = Optional.empty();
    fresh.clear();
    states.clear();
    replica.log().truncate(0);
    ask();
    beginIfAllAreFresh();
  }

  /** Some time has passed: asks again. */
  void onTick() {
    long now = context.nanoTime();
    if (catchUp.filter(CatchUp::isStuck).isPresent()) {
      startOver();
    } else if (now - askedNanos >= RETRY_NANOS) {
      ask();
    }
  }

  private void ask() {
    askedNanos = context.nanoTime();
    if (catchUp.isPresent()) {
      catchUp.get().ask();
      return;
    }
    for (String peer : context.peers()) {
      if (!states.containsKey(peer)) {
        context.send(peer, new Recover(incarnations.snapshot()));
      }
    }
  }

  /** Another node has started again: what it answered before is void. */
  void onReborn(String node) {
    if (rules.promisesEndWithIncarnation()) {
      fresh.remove(node);
      states.remove(node);
    }
  }

  /** Handles a message from the newest incarnation of its sender. */
  void onMessage(String src, RecoveryMessage message) {
    if (incarnations.isOwnTooLow()) {
      start();
      return;
    }
    boolean isAnswer = incarnations.isMeantForOwn(message);
    switch (message) {
      case Recover recover when !isLogInUse ->
          context.send(src, new Fresh(incarnations.snapshot()));
      case Fresh answer when isAnswer -> {
        fresh.put(src, answer);
        beginIfAllAreFresh();
      }
      case State answer when isAnswer -> onState(src, answer);
      case Fetched answer when isAnswer -> onFetched(src, answer);
      default -> {} // not our business yet
    }
  }

  private void beginIfAllAreFresh() {
    List<String> members = context.members();
    String self = context.self();
    if (!self.equals(members.getFirst()) || !rules.mayBegin(fresh.size() + 1, members.size())) {
      return;
    }
    Map<String, Long> founders = new TreeMap<>();
    founders.put(self, incarnations.own());
    fresh.forEach((peer, answer) -> founders.put(peer, answer.incarnations().get(peer)));
    onBegin.accept(founders);
  }

  private void onState(String src, State state) {
    isLogInUse = true;
    if (state.founders().getOrDefault(context.self(), 0L) == incarnations.own()) {
      // We were there when the log began, and have done nothing since: an empty log is all there
      // is.
      onRecovered.accept(LogReplica.FIRST_EPOCH, state.founders());
      return;
    }
    states.put(src, state);
    replica.commits(src).receive(state.committed());
    if (catchUp.isEmpty() && states.size() >= rules.othersToAsk(context.members().size())) {
      catchUp = Optional.of(new CatchUp(context, rules, incarnations, replica, states));
      goOn();
    }
  }

  private void onFetched(String src, Fetched answer) {
    if (catchUp.isPresent() && catchUp.get().take(src, answer)) {
      goOn();
    }
  }

  private void goOn() {
    CatchUp going = catchUp.orElseThrow();
    if (going.isDone()) {
      replica.advanceHighWaterMark(going.highWaterMark());
      onRecovered.accept(going.epoch(), going.founders());
    } else {
      ask();
    }
  }
}
