package glomers.bench.client;

import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What a value in a reply has to look like.
 *
 * @param description what is wanted, for people
 */
public record ValueShape(String description, Predicate<JsonNode> isMet) {

  /** Any JSON value. */
  public static final ValueShape ANY = new ValueShape("any value", value -> true);

  /** A whole number of 64 bits at most. */
  public static final ValueShape INTEGER =
      new ValueShape(
          "a whole number of 64 bits at most",
          value -> value.isIntegralNumber() && value.canConvertToLong());

  /**
   * A list of values that each have the given shape. As on Maelstrom null passes for an empty one;
   * that it is none is for the checkers to say.
   */
  public static ValueShape listOf(ValueShape element) {
    return new ValueShape(
        "a list, each element " + element.description,
        value -> value.isNull() || value.isArray() && element.isMetByAll(value));
  }

  /** A list of as many values as there are shapes, each of its own. */
  public static ValueShape tuple(ValueShape... shapes) {
    StringBuilder description = new StringBuilder("a list of");
    for (ValueShape shape : shapes) {
      description.append(description.charAt(description.length() - 1) == 'f' ? " " : ", ");
      description.append(shape.description);
    }
    return new ValueShape(
        description.toString(),
        value -> {
          if (!value.isArray() || value.size() != shapes.length) {
            return false;
          }
          for (int i = 0; i < shapes.length; i++) {
            if (!shapes[i].isMet.test(value.get(i))) {
              return false;
            }
          }
          return true;
        });
  }

  /** An object with any keys, whose values each have the given shape. */
  public static ValueShape mapTo(ValueShape element) {
    return new ValueShape(
        "an object, each value " + element.description,
        value -> value.isObject() && element.isMetByAll(value));
  }

  private boolean isMetByAll(JsonNode values) {
    if (this == ANY) {
      return true; // without a look at a thousand values
    }
    for (JsonNode value : values) {
      if (!isMet.test(value)) {
        return false;
      }
    }
    return true;
  }
}
