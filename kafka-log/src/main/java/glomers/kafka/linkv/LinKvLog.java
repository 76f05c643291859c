package glomers.kafka.linkv;

import glomers.core.node.KeyValueStore;
import glomers.core.node.KeyValueStore.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * One log, which {@code lin-kv} has under one key per message, and of which this is a copy as far
 * as it has been read. Messages never change, so what has been read need not be read again.
 */
final class LinKvLog {

  private final String name;
  private final KeyValueStore<JsonNode> store;
  private final List<JsonNode> copy = new ArrayList<>();
  private long lowestPerhapsFree;
  private boolean isReading;
  private List<Runnable> waiting = new ArrayList<>();

  LinKvLog(String name, KeyValueStore<JsonNode> store) {
    this.name = name;
    this.store = store;
  }

  /**
   * Appends a message: claims the lowest offset that may be free, or the next if that is taken.
   *
   * @param onOutcome told the offset, or that nobody knows whether it is claimed
   */
  void append(JsonNode message, Consumer<Outcome<Long>> onOutcome) {
    long offset = lowestPerhapsFree;
    store.compareAndSet(
        slot(offset),
        Optional.empty(),
        message,
        outcome -> {
          switch (outcome) {
            case Outcome.Known<Boolean>(Boolean isClaimed) -> {
              lowestPerhapsFree = Math.max(lowestPerhapsFree, offset + 1);
              if (isClaimed) {
                onOutcome.accept(new Outcome.Known<>(offset));
              } else {
                append(message, onOutcome);
              }
            }
            case Outcome.Unknown<Boolean>(var error) ->
                onOutcome.accept(new Outcome.Unknown<>(error));
          }
        });
  }

  /**
   * Reads on, one message after the other up to the log's end.
   *
   * @param onAnswer told when the store has answered next: there is a message more, or none
   */
  void read(Runnable onAnswer) {
    waiting.add(onAnswer);
    if (!isReading) {
      readNext();
    }
  }

  private void readNext() {
    isReading = true;
    store.read(
        slot(copy.size()),
        outcome -> {
          isReading = false;
          List<Runnable> answered = waiting;
          waiting = new ArrayList<>();
          if (outcome instanceof Outcome.Known<Optional<JsonNode>>(var message)
              && message.isPresent()) {
            copy.add(message.get());
            lowestPerhapsFree = Math.max(lowestPerhapsFree, copy.size());
            readNext();
          } // or no answer: what may be there is there for the next one who reads
          answered.forEach(Runnable::run);
        });
  }

  /** The messages that have been read, by their offsets. */
  List<JsonNode> copy() {
    return copy;
  }

  private String slot(long offset) {
    return "log/" + name + "/" + offset;
  }
}
