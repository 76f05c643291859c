package glomers.bench.checker.linear;

import java.util.Optional;

/**
 * What a single copy of an object does when it is asked one thing after the other.
 *
 * @param <S> its states: values that never change, with {@code equals} and {@code hashCode}. Their
 *     {@code toString} is shown to people
 */
public interface Model<S> {

  /** Its state before anybody asked anything. */
  S initial();

  /**
   * Its state after an action. An action whose answer nobody knows may be given any answer.
   *
   * @return empty if an object in this state would have answered otherwise, or could not have done
   *     it
   * @throws IllegalArgumentException if the object knows no such function
   */
  Optional<S> step(S state, Action action);

  /**
   * Whether an action leaves every state as it is. Saying no is never wrong; a yes where it is true
   * makes a search much shorter.
   */
  default boolean isReadOnly(Action action) {
    return false;
  }
}
