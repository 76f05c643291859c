package glomers.bench.checker.txn;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One form for all JSON texts that mean the same value, so that equal values are {@link
 * Object#equals}: a number that was generated as a 32-bit integer comes back as a 64-bit one, or as
 * {@code 1.0}, for all a node cares.
 */
public final class CanonicalJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CanonicalJson() {}

  /** The one form of a value. */
  public static JsonNode of(JsonNode node) {
    if (node.isNumber()) {
      return number(node);
    }
    if (node.isArray()) {
      ArrayNode array = NODES.arrayNode(node.size());
      node.forEach(element -> array.add(of(element)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = NODES.objectNode();
      node.properties().forEach(property -> object.set(property.getKey(), of(property.getValue())));
      return object;
    }
    return node;
  }

  private static JsonNode number(JsonNode node) {
    if (node.isInt() || node.isLong()) {
      return NODES.numberNode(node.longValue());
    }
    BigDecimal value = node.decimalValue().stripTrailingZeros();
    boolean isSmallInteger = value.scale() <= 0 && value.precision() - value.scale() <= 18;
    return isSmallInteger ? NODES.numberNode(value.longValueExact()) : NODES.numberNode(value);
  }
}
