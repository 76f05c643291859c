package glomers.broadcast.hub;

import glomers.broadcast.hub.HubMessage.Update;
import glomers.broadcast.hub.HubMessage.Want;
import glomers.core.node.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node as a leaf: chooses its hub, and another one when that falls silent. What it reports, and
 * when, is decided by {@link Upstream}.
 *
 * <p>A report that carries something is due an answer, the hub's next update. If none comes, the
 * leaf searches: it asks the first few of its seniors, then all others, and the first in rank of
 * those that answer becomes its hub. That node, unless it serves all others already, now searches
 * too. If none answers, a node serves all others itself, until it hears from a senior.
 *
 * <p>A hub that is not the first member is a substitute, and its leaves watch it: were it
 * restarted, it would neither know its leaves nor what it had acknowledged, and would not ask.
 */
final class LeafRole {

  /** Whom a node asks first that looks for a hub: mostly one of them is there. */
  private static final int FEW_SENIORS = 3;

  /**
   * How many times as many it has asked after the next step. Were all others asked at once that
   * rank before it, a thousand nodes of which many find none of the first few would send each other
   * hundreds of thousands of messages.
   */
  private static final int MORE_SENIORS = 10;

  private enum Search {
    NONE,
    /** Some of the seniors were asked, from the first one on. */
    AMONG_SOME,
    AMONG_ALL
  }

  private final Context context;
  private final Peers peers;
  private final Members members;
  private final Timing timing;
  private final Runnable onBecomingHub;
  private final Map<String, Upstream> upstreams = new HashMap<>();
  private final Alarm silence;
  private final Alarm watch;
  private boolean wasAnyoneHeard;
  private Search search = Search.NONE;

  /** How many seniors the present search has asked. */
  private int askedSeniors;

  /**
   * A leaf of the members' first hub.
   *
   * @param onBecomingHub run when this node has found no hub but itself
   */
  LeafRole(Context context, Peers peers, Members members, Timing timing, Runnable onBecomingHub) {
    this.context = context;
    this.peers = peers;
    this.members = members;
    this.timing = timing;
    this.onBecomingHub = onBecomingHub;
    this.silence = new Alarm(context, this::onSilence);
    this.watch = new Alarm(context, this::watchSubstitute);
  }

  private Upstream upstream(String name) {
    return upstreams.computeIfAbsent(
        name, peer -> new Upstream(peers.get(peer), context, members, timing, this::onQuestion));
  }

  /**
   * Tells its hub that this node is here and knows nothing. In a new cluster that says little;
   * after a restart it brings back what the others know.
   */
  void join() {
    if (members.isActingHub()) {
      onBecomingHub.run();
    } else {
      hub().report(Want.UPDATE);
    }
  }

  private Upstream hub() {
    return upstream(members.hub());
  }

  /** This node knows more than it did. */
  void onNews() {
    if (!members.isActingHub()) {
      hub().onNews();
    }
  }

  /** A hub speaks. What it told was learned before this is called. */
  void onUpdate(String from, Update update) {
    wasAnyoneHeard = true;
    Upstream sender = upstream(from);
    sender.onUpdate(update);
    boolean isNewHub = isBetterHub(from);
    if (isNewHub) {
      choose(from);
    }
    boolean isMyHub = from.equals(members.hub());
    if (isMyHub) {
      endSearch();
      if (sender.awaitsConfirmation()) {
        awaitUpdate();
      }
    }
    if (isMyHub || update.isServed()) {
      boolean isNewsToSender = isNewHub || !isMyHub; // it has to know whom it serves
      sender.answer(update, isNewsToSender);
    } // else it has answered a search that has found a better hub: nothing follows from it
  }

  private void choose(String hub) {
    members.chooseHub(hub);
    watch.setUnlessSet(timing.lullNanos());
  }

  /**
   * A substitute's silence may mean that it was restarted. It would not know whom it has served and
   * what it had acknowledged; and the first member, who may be in reach again, need not know that
   * there is anything that it lacks. So this node tells both where it stands.
   */
  private void watchSubstitute() {
    if (!members.isHubSubstitute()) {
      return;
    }
    if (!members.isActingHub() && search == Search.NONE && isHubSilent()) {
      hub().report(Want.UPDATE);
      upstream(members.first()).report(Want.UPDATE_AT_ONCE);
    }
    watch.setUnlessSet(timing.lullNanos());
  }

  private boolean isHubSilent() {
    return !hub().roundTrip().wasHeardWithin(timing.lullNanos(), context.nanoTime());
  }

  private boolean isBetterHub(String candidate) {
    return !candidate.equals(members.hub())
        && (members.ranksBefore(candidate, members.hub())
            || search != Search.NONE && members.ranksBefore(candidate, context.self()));
  }

  private void onQuestion(Upstream asked) {
    if (asked.name().equals(members.hub())) {
      awaitUpdate();
    }
  }

  /**
   * Another node has found no better hub than this one. What it could not reach, this node may have
   * lost as well, without having had anything to report. So unless it has heard its hub of late, it
   * asks all its seniors at once, and does not wait to be disappointed by its hub itself.
   */
  void onBeingChosen() {
    if (!members.isActingHub() && search == Search.NONE && !isHubHeardOfLate()) {
      silence.cancel();
      askedSeniors = 0;
      askUpTo(members.seniors().size());
    }
  }

  private boolean isHubHeardOfLate() {
    RoundTrip roundTrip = hub().roundTrip();
    return roundTrip.wasHeardWithin(timing.forHubNanos(roundTrip), context.nanoTime());
  }

  private void awaitUpdate() {
    silence.setUnlessSet(patience().toNanos());
  }

  private Duration patience() {
    if (!wasAnyoneHeard) {
      return Timing.BEFORE_ANYONE_WAS_HEARD;
    }
    RoundTrip roundTrip = hub().roundTrip();
    return Duration.ofNanos(
        switch (search) {
          case NONE -> timing.forHubNanos(roundTrip);
          case AMONG_SOME -> timing.forFewSeniorsNanos(roundTrip);
          case AMONG_ALL -> timing.forSeniorsNanos(roundTrip);
        });
  }

  private void endSearch() {
    search = Search.NONE;
    silence.cancel();
  }

  /** No update has come for too long: the search begins, or goes on. */
  private void onSilence() {
    switch (search) {
      case NONE -> {
        askedSeniors = 0;
        askUpTo(FEW_SENIORS);
      }
      case AMONG_SOME -> askUpTo(MORE_SENIORS * askedSeniors);
      case AMONG_ALL -> {
        search = Search.NONE;
        choose(context.self());
        onBecomingHub.run();
      }
    }
  }

  /** Asks seniors until so many have been asked in this search, or all. */
  private void askUpTo(int wanted) {
    List<String> seniors = members.seniors();
    int count = Math.min(wanted, seniors.size());
    search = count < seniors.size() ? Search.AMONG_SOME : Search.AMONG_ALL;
    seniors.subList(askedSeniors, count).forEach(senior -> upstream(senior).ask());
    askedSeniors = count;
    awaitUpdate();
  }
}
