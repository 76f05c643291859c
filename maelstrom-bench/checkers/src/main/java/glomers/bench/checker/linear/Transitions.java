package glomers.bench.checker.linear;

import glomers.bench.checker.LongIntMap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's steps, each asked for once: states and actions are numbers here, and equal ones have
 * the same.
 */
final class Transitions<S> {

  /** There is no such step. */
  static final int NONE = -1;

  private final Model<S> model;
  private final Map<S, Integer> stateNumbers = new HashMap<>();
  private final List<S> states = new ArrayList<>();
  private final Map<Action, Integer> actionNumbers = new HashMap<>();
  private final List<Action> actions = new ArrayList<>();
  private final BitSet readOnly = new BitSet();

  /** By state and action; one more than the number of the next state, or 0 if there is none. */
  private final LongIntMap next = new LongIntMap();

  Transitions(Model<S> model) {
    this.model = model;
    stateNumber(model.initial());
  }

  /** The number of the state in which all begins. */
  int initial() {
    return 0;
  }

  S state(int number) {
    return states.get(number);
  }

  int actionNumber(Action action) {
    Integer known = actionNumbers.putIfAbsent(action, actions.size());
    if (known == null) {
      actions.add(action);
      readOnly.set(actions.size() - 1, model.isReadOnly(action));
    }
    return known == null ? actions.size() - 1 : known;
  }

  private int stateNumber(S state) {
    Integer known = stateNumbers.putIfAbsent(state, states.size());
    if (known == null) {
      states.add(state);
    }
    return known == null ? states.size() - 1 : known;
  }

  boolean isReadOnly(int action) {
    return readOnly.get(action);
  }

  /** The state after an action, or {@link #NONE}. */
  int step(int state, int action) {
    long key = (long) state << 32 | action;
    int known = next.get(key);
    if (known == LongIntMap.ABSENT) {
      known =
          model.step(states.get(state), actions.get(action)).map(this::stateNumber).orElse(NONE)
              + 1;
      next.putIfAbsent(key, known);
    }
    return known - 1;
  }
}
