package glomers.bench.checker.linear;

import glomers.bench.history.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order of one object's operations, depth first: whatever is under way before the
 * first end among the operations not yet placed may come next. Exact.
 *
 * <p>Besides Lowe's memory of the situations that led nowhere (the operations placed, and the
 * state), five things keep it small, none of which can change the outcome:
 *
 * <ul>
 *   <li>All that ended before the first operation not yet placed is placed. So a situation is that
 *       operation, a few bits for those concurrent with it, and the state.
 *   <li>An operation that changes no state is placed as soon as the state is one that answers as it
 *       was answered: nobody can tell later.
 *   <li>Of operations of unknown outcome that ask for the same the first to be invoked is placed
 *       first, and none that leaves the state as it is.
 *   <li>Nothing is placed right behind an operation of unknown outcome that it makes pointless: one
 *       without which it would have been possible, too, and would have led to the same state. Of
 *       all orders there are, one that places as few of unknown outcome as can be has no such pair.
 *   <li>A situation leads nowhere if a like one did that had used fewer operations of unknown
 *       outcome: it still had all choices of this one.
 * </ul>
 */
final class Search<S> {

  private static final int CLOCK_CHECK_INTERVAL = 1024;

  private final Timeline timeline;
  private final SearchLimits limits;
  private final Transitions<S> transitions;
  private final int[] completedActions;
  private final int[] unknownActions;
  private final Map<Place, List<Bits>> visited = new HashMap<>();
  private final Deque<Situation> path = new ArrayDeque<>();
  private final long startNanos = System.nanoTime();
  private int configurations;
  private Situation deepest;

  /** An order, from its end: each operation and what comes before it. */
  private record Placed(Operation operation, Optional<Placed> before, int count) {
    static Optional<Placed> after(Optional<Placed> before, Operation operation) {
      return Optional.of(new Placed(operation, before, before.map(Placed::count).orElse(0) + 1));
    }
  }

  /** What a situation is remembered by, together with the operations of unknown outcome in it. */
  private record Place(int first, int state, Bits seats) {}

  /** Which operations are placed, and how. */
  private static final class Situation {
    private final int first;
    private final int state;
    private final Bits seats;
    private final Bits unknown;
    private final Optional<Placed> order;
    private final int stateWithoutLast;
    private int nextChoice;

    /**
     * A situation.
     *
     * @param first the first end among those not yet placed
     * @param seats those placed that end later
     * @param unknown those placed of unknown outcome
     * @param stateWithoutLast if the last one placed is of these, the state before it; else {@link
     *     Transitions#NONE}
     */
    Situation(
        int first,
        int state,
        Bits seats,
        Bits unknown,
        Optional<Placed> order,
        int stateWithoutLast) {
      this.first = first;
      this.state = state;
      this.seats = seats;
      this.unknown = unknown;
      this.order = order;
      this.stateWithoutLast = stateWithoutLast;
    }

    boolean isDeeperThan(Situation other) {
      return first > other.first || first == other.first && length() > other.length();
    }

    private int length() {
      return order.map(Placed::count).orElse(0);
    }
  }

  Search(Model<S> model, List<Operation> history, SearchLimits limits) {
    this.timeline = new Timeline(history);
    this.limits = limits;
    this.transitions = new Transitions<>(model);
    this.completedActions = actions(timeline.completed());
    this.unknownActions = actions(timeline.unknown());
  }

  private int[] actions(List<Operation> operations) {
    return operations.stream()
        .mapToInt(operation -> transitions.actionNumber(Timeline.action(operation)))
        .toArray();
  }

  Decision decide() {
    deepest =
        settled(
            0,
            transitions.initial(),
            Bits.empty(),
            Bits.empty(),
            Optional.empty(),
            Transitions.NONE);
    enter(deepest);
    while (!path.isEmpty()) {
      Situation here = path.getLast();
      if (here.first == completedActions.length) {
        return new Decision.Linearizable(inOrder(here.order), configurations);
      }
      Optional<String> exhausted = exhausted();
      if (exhausted.isPresent()) {
        return new Decision.GaveUp(
            deepest.first, completedActions.length, exhausted.get(), configurations);
      }
      Optional<Situation> next = nextOf(here);
      if (next.isPresent()) {
        enter(next.get());
      } else {
        path.removeLast();
      }
    }
    return refused();
  }

  private Optional<String> exhausted() {
    if (configurations >= limits.configurations()) {
      return Optional.of(limits.configurations() + " configurations");
    }
    boolean isLate =
        limits.time().isPresent()
            && configurations % CLOCK_CHECK_INTERVAL == 0
            && System.nanoTime() - startNanos > limits.time().get().toNanos();
    return isLate ? Optional.of(limits.time().get().toMillis() + " ms") : Optional.empty();
  }

  /** Goes on from a situation, unless one that could do as much led nowhere. */
  private void enter(Situation situation) {
    List<Bits> known =
        visited.computeIfAbsent(
            new Place(situation.first, situation.state, situation.seats),
            unused -> new ArrayList<>(1));
    for (Bits fewer : known) {
      if (fewer.isSubsetOf(situation.unknown)) {
        return;
      }
    }
    known.removeIf(situation.unknown::isSubsetOf);
    known.add(situation.unknown);
    configurations++;
    if (situation.isDeeperThan(deepest)) {
      deepest = situation;
    }
    path.addLast(situation);
  }

  /** The next of the situations that one more operation leads to. */
  private Optional<Situation> nextOf(Situation here) {
    int[] open = timeline.openAtEndOf(here.first);
    int choices = open.length + timeline.unknownBeforeEndOf(here.first);
    while (here.nextChoice < choices) {
      int choice = here.nextChoice++;
      Optional<Situation> next =
          choice < open.length
              ? withCompleted(here, open[choice])
              : withUnknown(here, choice - open.length);
      if (next.isPresent()) {
        return next;
      }
    }
    return Optional.empty();
  }

  private Optional<Situation> withCompleted(Situation here, int number) {
    if (here.seats.has(timeline.seat(number))) {
      return Optional.empty();
    }
    int after = transitions.step(here.state, completedActions[number]);
    if (after == Transitions.NONE || makesLastPointless(here, completedActions[number], after)) {
      return Optional.empty();
    }
    return Optional.of(
        settled(
            here.first,
            after,
            here.seats.with(timeline.seat(number)),
            here.unknown,
            Placed.after(here.order, timeline.completed().get(number)),
            Transitions.NONE));
  }

  private boolean makesLastPointless(Situation here, int action, int after) {
    return here.stateWithoutLast != Transitions.NONE
        && transitions.step(here.stateWithoutLast, action) == after;
  }

  private Optional<Situation> withUnknown(Situation here, int number) {
    int same = timeline.sameBefore(number);
    if (here.unknown.has(number) || same >= 0 && !here.unknown.has(same)) {
      return Optional.empty();
    }
    int after = transitions.step(here.state, unknownActions[number]);
    if (after == Transitions.NONE
        || after == here.state
        || makesLastPointless(here, unknownActions[number], after)) {
      return Optional.empty();
    }
    return Optional.of(
        settled(
            here.first,
            after,
            here.seats,
            here.unknown.with(number),
            Placed.after(here.order, timeline.unknown().get(number)),
            here.state));
  }

  /** The situation after whatever may be placed without a thought. */
  private Situation settled(
      int fromFirst,
      int state,
      Bits fromSeats,
      Bits unknown,
      Optional<Placed> fromOrder,
      int stateWithoutLast) {
    boolean isAnyPlaced = false;
    int first = fromFirst;
    Bits seats = fromSeats;
    Optional<Placed> order = fromOrder;
    boolean hasChanged = true;
    while (hasChanged && first < completedActions.length) {
      hasChanged = false;
      for (int number : timeline.openAtEndOf(first)) {
        if (!seats.has(timeline.seat(number))
            && transitions.isReadOnly(completedActions[number])
            && transitions.step(state, completedActions[number]) == state) {
          seats = seats.with(timeline.seat(number));
          order = Placed.after(order, timeline.completed().get(number));
          isAnyPlaced = true;
        }
      }
      while (first < completedActions.length && seats.has(timeline.seat(first))) {
        seats = seats.without(timeline.seat(first));
        first++;
        hasChanged = true;
      }
    }
    return new Situation(
        first, state, seats, unknown, order, isAnyPlaced ? Transitions.NONE : stateWithoutLast);
  }

  private Decision refused() {
    Operation unplaced = timeline.completed().get(deepest.first);
    List<Operation> prefix = inOrder(deepest.order);
    Set<Operation> concurrent = new LinkedHashSet<>();
    for (int number : timeline.openAtEndOf(deepest.first)) {
      concurrent.add(timeline.completed().get(number));
    }
    concurrent.addAll(timeline.unknown().subList(0, timeline.unknownBeforeEndOf(deepest.first)));
    concurrent.remove(unplaced);
    prefix.forEach(concurrent::remove);
    List<String> states =
        visited.keySet().stream()
            .filter(place -> place.first() == deepest.first)
            .map(Place::state)
            .distinct()
            .map(state -> transitions.state(state).toString())
            .sorted()
            .toList();
    return new Decision.Refused(prefix, unplaced, List.copyOf(concurrent), states, configurations);
  }

  private static List<Operation> inOrder(Optional<Placed> last) {
    List<Operation> order = new ArrayList<>();
    Optional<Placed> placed = last;
    while (placed.isPresent()) {
      order.add(placed.get().operation());
      placed = placed.get().before();
    }
    return order.reversed();
  }
}
