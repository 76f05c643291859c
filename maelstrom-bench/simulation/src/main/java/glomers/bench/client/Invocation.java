package glomers.bench.client;

import tools.jackson.databind.JsonNode;

/**
 * An operation that a client is to carry out.
 *
 * @param function what to ask, for example {@code send}
 * @param input what to ask with; JSON null for nothing
 */
public record Invocation(String function, JsonNode input) {}
