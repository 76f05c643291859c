package glomers.counter.deltas;

import glomers.core.crdt.GCounter;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.counter.deltas.Neighbour.Need;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Brings all nodes to the same state with few messages: anti-entropy by deltas (Almeida, Shoker and
 * Baquero, "Delta State Replicated Data Types", Journal of Parallel and Distributed Computing 111,
 * 2018; there a neighbour acknowledges a sequence number, here it names the slots that it got).
 *
 * <p>Time goes in rounds. At the end of a round a node sends <em>one</em> message at most, so n
 * nodes never send more than n messages a round, whatever the load and whatever fails. A node that
 * has everything acknowledged, and has acknowledged everything, sends nothing and sets no timer.
 *
 * <p>News is passed on, not only the node's own adds. So it needs no direct way from each node to
 * each other, and outlives the node that it came from.
 */
final class Gossiper {

  private final Context context;
  private final Duration round;

  /** Whoever was spoken to longest ago stands first. */
  private final List<Neighbour> neighbours = new ArrayList<>();

  private GCounter state = GCounter.ZERO;
  private boolean roundIsOpen;

  /** A gossiper that has heard from nobody. */
  Gossiper(Context context, Duration round) {
    this.context = context;
    this.round = round;
    List<String> names = Overlay.neighbours(context.self(), context.members());
    for (String name : names) {
      neighbours.add(new Neighbour(name, context.incarnation(), round.toNanos(), names.size()));
    }
  }

  /** Introduces this node to its neighbours, who may have known an earlier incarnation of it. */
  void start() {
    openRound();
  }

  /** Takes the state after an add. */
  void changed(GCounter newState) {
    state = newState;
    openRound();
  }

  /** Takes what a peer said, and the state into which it has been merged. */
  void heard(Message<Gossip> message, GCounter newState) {
    state = newState;
    for (Neighbour neighbour : neighbours) {
      if (neighbour.name().equals(message.src())) {
        neighbour.heard(message.body());
      }
    }
    openRound();
  }

  private void openRound() {
    if (!roundIsOpen && !neighbours.stream().allMatch(neighbour -> neighbour.isSettled(state))) {
      roundIsOpen = true;
      context.after(round, this::closeRound);
    }
  }

  /** Speaks to whoever needs it most; among several to the one spoken to longest ago. */
  private void closeRound() {
    roundIsOpen = false;
    long nowNanos = context.nanoTime();
    neighbours.stream()
        .filter(neighbour -> neighbour.need(state, nowNanos) != Need.NOTHING)
        .min(Comparator.comparing(neighbour -> neighbour.need(state, nowNanos)))
        .ifPresent(neighbour -> speakTo(neighbour, nowNanos));
    openRound();
  }

  private void speakTo(Neighbour neighbour, long nowNanos) {
    neighbours.remove(neighbour);
    neighbours.addLast(neighbour);
    context.send(neighbour.name(), neighbour.nextMessage(state, nowNanos));
  }
}
