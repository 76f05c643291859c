package glomers.txn;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A write that was made, and when.
 *
 * @param timestamp its write set's timestamp
 * @param write the key and its value
 */
public record Version(
    @JsonProperty(required = true) Timestamp timestamp,
    @JsonProperty(required = true) Write write) {}
