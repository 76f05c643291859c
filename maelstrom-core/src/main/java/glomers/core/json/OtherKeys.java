package glomers.core.json;

import tools.jackson.core.JsonParser;

/**
 * Takes the keys of a body that are none of its record's: those of the exchange, and unknown ones.
 */
@FunctionalInterface
public interface OtherKeys {

  /** Who ignores them all. */
  OtherKeys IGNORED = (key, in) -> in.skipChildren();

  /** Reads the value, at whose first token the parser stands, up to its last. */
  void read(String key, JsonParser in);
}
