package glomers.core.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * Reads and writes one kind of message body. Implementations are written while the body's record is
 * compiled (the module {@code maelstrom-codecs}), so that a process need not find out at its start
 * what its records look like.
 *
 * <p>What it writes is what Jackson would write. It reads what is regular, and rejects everything
 * else, also some of what Jackson can make sense of: whoever is rejected asks Jackson itself.
 *
 * <p>Without state, and so thread-safe.
 *
 * @param <B> the body's record
 */
public interface BodyCodec<B> {

  /** What the key {@code type} says. */
  String verb();

  /**
   * Reads a body from after its opening brace up to its closing one.
   *
   * @param others takes the keys that are none of the record's
   * @throws RuntimeException if the body is not regular
   */
  B readKeys(JsonParser in, OtherKeys others);

  /** Writes the record's keys with their values, into an object that is open. */
  void writeKeys(B body, JsonGenerator out);
}
