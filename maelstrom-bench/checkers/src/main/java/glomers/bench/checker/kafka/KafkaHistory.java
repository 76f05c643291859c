package glomers.bench.checker.kafka;

import java.util.List;

/**
 * A history of the kafka workload, taken apart by key.
 *
 * @param keys in the order in which they first turn up
 * @param hasFinalPhase whether clients were to read every log to its end after all faults were
 *     healed
 */
record KafkaHistory(List<KeyHistory> keys, boolean hasFinalPhase) {}
