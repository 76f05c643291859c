package glomers.bench.checker.linear;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an operation asked of an object, and what it was told.
 *
 * @param function what was asked, for example {@code write}
 * @param input what it was asked with; JSON null if with nothing
 * @param output what was answered; empty if nobody knows
 */
public record Action(String function, JsonNode input, Optional<JsonNode> output) {

  /** It in a few words, for example {@code write 3} or {@code read → 3}. */
  public String words() {
    return function
        + (input.isNull() ? "" : " " + input)
        + output
            .filter(known -> !known.isNull() && !known.equals(input))
            .map(known -> " → " + known)
            .orElse("");
  }
}
