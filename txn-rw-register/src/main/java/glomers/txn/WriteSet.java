package glomers.txn;

import com.fasterxml.jackson.annotation.JsonProperty;
import glomers.core.gossip.VersionVector;
import java.util.List;

/**
 * Writes that become visible together: an entry of its origin's log.
 *
 * @param timestamp decides which version of a key wins
 * @param dependencies which entries of other logs the origin had applied, as far as the preceding
 *     entries of the log have not said so already. A replica applies the set after its predecessors
 *     in the log and after these: in causal order (Lloyd et al., "Don't Settle for Eventual", SOSP
 *     2011, section 4)
 * @param writes at most one for each key
 */
public record WriteSet(
    @JsonProperty(required = true) Timestamp timestamp,
    @JsonProperty(required = true) VersionVector dependencies,
    @JsonProperty(required = true) List<Write> writes) {}
