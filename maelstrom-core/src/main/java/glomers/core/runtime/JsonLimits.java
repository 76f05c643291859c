package glomers.core.runtime;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * How large a message may be in ways that cost stack and time.
 *
 * @param depth how deeply it may be nested
 * @param numberChars how many characters a number may have
 */
record JsonLimits(int depth, int numberChars) {

  /** What nodes take from one another. */
  static final JsonLimits PEERS = new JsonLimits(500, 1_100);

  /**
   * What they take from clients. A node wraps what its clients give it some levels deeper when it
   * tells its peers, and those have to be able to read that. So with a number: written again it may
   * take some more characters ({@code 12e3} becomes {@code 1.2E+4}).
   */
  static final JsonLimits REQUESTS = new JsonLimits(400, 1_000);

  /** The same where the body is read within its line, one level deeper. */
  static final JsonLimits REQUESTS_WITHIN_LINE = new JsonLimits(401, 1_000);

  /** What makes parsers that keep to these limits, and generators. */
  JsonFactory factory() {
    return JsonFactory.builder()
        .recyclerPool(JsonRecyclerPools.threadLocalPool())
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .rootValueSeparator("") // whoever writes many messages ends their lines
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxNumberLength(numberChars)
                .build())
        .build();
  }
}
