package glomers.kafka.linkv;

import glomers.core.node.Context;
import glomers.core.node.KeyValueStore;
import glomers.core.node.KeyValueStore.Outcome;
import java.util.Optional;
import java.util.function.Consumer;

/** The committed offsets, each under a key of {@code lin-kv}. They only ever rise. */
final class Commits {

  private final KeyValueStore<Long> store;

  Commits(Context context) {
    store = new KeyValueStore<>(context, KeyValueStore.LINEARIZABLE, Long.class);
  }

  void read(String key, Consumer<Outcome<Optional<Long>>> onOutcome) {
    store.read("committed/" + key, onOutcome);
  }

  /** Raises a key's offset, unless it is as high already: two messages, or four. */
  void raise(String key, long offset, Consumer<Outcome<Boolean>> onOutcome) {
    read(
        key,
        outcome -> {
          switch (outcome) {
            case Outcome.Known<Optional<Long>>(Optional<Long> former) -> {
              if (former.isPresent() && former.get() >= offset) {
                onOutcome.accept(new Outcome.Known<>(true));
              } else {
                raise(key, former, offset, onOutcome);
              }
            }
            case Outcome.Unknown<Optional<Long>>(var error) ->
                onOutcome.accept(new Outcome.Unknown<>(error));
          }
        });
  }

  private void raise(
      String key, Optional<Long> former, long offset, Consumer<Outcome<Boolean>> onOutcome) {
    store.compareAndSet(
        "committed/" + key,
        former,
        offset,
        outcome -> {
          if (outcome.equals(new Outcome.Known<>(false))) { // somebody was faster
            raise(key, offset, onOutcome);
          } else {
            onOutcome.accept(outcome);
          }
        });
  }
}
