package glomers.bench.checker.linear;

import glomers.bench.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Models of the usual objects. */
public final class Models {

  private Models() {}

  /**
   * A register, without a value (JSON null) at first: {@code read}, {@code write} of a value, and
   * {@code cas} of {@code [from, to]}. A cas that was answered {@code false} found another value.
   */
  public static Model<JsonNode> register() {
    return new Register();
  }

  /**
   * A queue, first in, first out: {@code enqueue} of a value, {@code dequeue}, which is answered
   * JSON null if the queue is empty.
   */
  public static Model<List<JsonNode>> queue() {
    return new Queue();
  }

  /**
   * A set: {@code add} and {@code remove} of an element, {@code read} of an array of all of them.
   */
  public static Model<Set<JsonNode>> set() {
    return new ElementSet();
  }

  /**
   * A lock, free at first: {@code acquire} and {@code release}, each with the name of who does it;
   * only who holds it releases it.
   */
  public static Model<Optional<JsonNode>> lock() {
    return new Lock();
  }

  /** A counter from zero: {@code add} of an integer, {@code read} of the sum. */
  public static Model<Long> counter() {
    return new Counter();
  }

  private static IllegalArgumentException unknown(String object, Action action) {
    return new IllegalArgumentException("A " + object + " knows no " + action.function());
  }

  private static <S> Optional<S> where(boolean isPossible, S state) {
    return isPossible ? Optional.of(state) : Optional.empty();
  }

  /** Whether an action may have had this answer. */
  private static boolean fits(Action action, JsonNode answer) {
    return action.output().isEmpty() || action.output().get().equals(answer);
  }

  private static final class Register implements Model<JsonNode> {

    @Override
    public JsonNode initial() {
      return Json.nothing();
    }

    @Override
    public Optional<JsonNode> step(JsonNode state, Action action) {
      return switch (action.function()) {
        case "read" -> where(fits(action, state), state);
        case "write" -> Optional.of(action.input());
        case "cas" ->
            isRefused(action)
                ? where(!action.input().get(0).equals(state), state)
                : where(action.input().get(0).equals(state), action.input().get(1));
        default -> throw unknown("register", action);
      };
    }

    private static boolean isRefused(Action action) {
      return action
          .output()
          .filter(output -> output.isBoolean() && !output.asBoolean())
          .isPresent();
    }

    @Override
    public boolean isReadOnly(Action action) {
      return action.function().equals("read")
          || action.function().equals("cas") && isRefused(action);
    }
  }

  private static final class Queue implements Model<List<JsonNode>> {

    @Override
    public List<JsonNode> initial() {
      return List.of();
    }

    @Override
    public Optional<List<JsonNode>> step(List<JsonNode> state, Action action) {
      return switch (action.function()) {
        case "enqueue" -> {
          List<JsonNode> longer = new ArrayList<>(state);
          longer.add(action.input());
          yield Optional.of(List.copyOf(longer));
        }
        case "dequeue" ->
            state.isEmpty()
                ? where(fits(action, Json.nothing()), state)
                : where(
                    fits(action, state.getFirst()), List.copyOf(state.subList(1, state.size())));
        default -> throw unknown("queue", action);
      };
    }
  }

  private static final class ElementSet implements Model<Set<JsonNode>> {

    @Override
    public Set<JsonNode> initial() {
      return Set.of();
    }

    @Override
    public Optional<Set<JsonNode>> step(Set<JsonNode> state, Action action) {
      return switch (action.function()) {
        case "add" -> {
          Set<JsonNode> larger = new HashSet<>(state);
          yield Optional.of(larger.add(action.input()) ? larger : state);
        }
        case "remove" -> {
          Set<JsonNode> smaller = new HashSet<>(state);
          yield Optional.of(smaller.remove(action.input()) ? smaller : state);
        }
        case "read" ->
            where(
                action.output().isEmpty() || elements(action.output().get()).equals(state), state);
        default -> throw unknown("set", action);
      };
    }

    private static Set<JsonNode> elements(JsonNode array) {
      Set<JsonNode> elements = new HashSet<>();
      array.forEach(elements::add);
      return elements;
    }

    @Override
    public boolean isReadOnly(Action action) {
      return action.function().equals("read");
    }
  }

  private static final class Lock implements Model<Optional<JsonNode>> {

    @Override
    public Optional<JsonNode> initial() {
      return Optional.empty();
    }

    @Override
    public Optional<Optional<JsonNode>> step(Optional<JsonNode> holder, Action action) {
      return switch (action.function()) {
        case "acquire" -> where(holder.isEmpty(), Optional.of(action.input()));
        case "release" -> where(holder.equals(Optional.of(action.input())), Optional.empty());
        default -> throw unknown("lock", action);
      };
    }
  }

  private static final class Counter implements Model<Long> {

    @Override
    public Long initial() {
      return 0L;
    }

    @Override
    public Optional<Long> step(Long sum, Action action) {
      return switch (action.function()) {
        case "add" -> Optional.of(sum + action.input().asLong());
        case "read" -> where(fits(action, Json.number(sum)), sum);
        default -> throw unknown("counter", action);
      };
    }

    @Override
    public boolean isReadOnly(Action action) {
      return action.function().equals("read");
    }
  }
}
