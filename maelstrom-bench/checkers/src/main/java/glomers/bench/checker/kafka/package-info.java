/**
 * The checker of the {@code kafka} workload: are the logs that clients saw one append-only log for
 * each key?
 *
 * <p>{@link glomers.bench.checker.kafka.KafkaChecker} is the way in. A history is read once into
 * one {@code KeyHistory} for each key; a {@code KeyLog} orders what that key's sends and polls say
 * by offset; each rule then looks at one log and reports what breaks it to an {@code AnomalyList}.
 */
package glomers.bench.checker.kafka;
