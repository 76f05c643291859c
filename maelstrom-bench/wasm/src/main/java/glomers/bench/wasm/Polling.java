package glomers.bench.wasm;

import java.util.ArrayList;
import java.util.List;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;

/** WASI's {@code poll_oneoff}: waits for whatever comes first of STDIN and some points in time. */
final class Polling {

  private static final int SUBSCRIPTION_BYTES = 48;
  private static final int EVENT_BYTES = 32;
  private static final int TYPE_CLOCK = 0;
  private static final int TYPE_READ = 1;
  private static final int CLOCK_REALTIME = 0;
  private static final int ABSOLUTE = 1;

  private final StandardStreams streams;
  private final NodeClock clock;
  private final Waiting waiting;

  Polling(StandardStreams streams, NodeClock clock, Waiting waiting) {
    this.streams = streams;
    this.clock = clock;
    this.waiting = waiting;
  }

  /** One thing to wait for. */
  private sealed interface Subscription {
    long userData();

    /** A point in time, on {@link NodeClock#nanoTime}'s clock. */
    record Timer(long userData, long dueNanos) implements Subscription {}

    /** A file or a stream of which one wants to read, or to which one wants to write. */
    record Descriptor(long userData, int type, int descriptor) implements Subscription {
      boolean isInput() {
        return type == TYPE_READ && descriptor == StandardStreams.STDIN;
      }
    }
  }

  long[] pollOneoff(Instance instance, long... args) {
    Memory memory = instance.memory();
    int count = (int) args[2];
    if (count <= 0) {
      return Errno.INVALID.result();
    }
    clock.look(); // or whoever only asks what is ready, again and again, would ask for ever
    List<Subscription> subscriptions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      subscriptions.add(subscription(memory, (int) args[0] + i * SUBSCRIPTION_BYTES));
    }
    await(subscriptions);
    int events = 0;
    for (Subscription subscription : subscriptions) {
      if (isReady(subscription)) {
        write(memory, (int) args[1] + EVENT_BYTES * events++, subscription);
      }
    }
    memory.writeI32((int) args[3], events);
    return Errno.SUCCESS.result();
  }

  private Subscription subscription(Memory memory, int address) {
    long userData = memory.readLong(address);
    int type = memory.read(address + 8);
    if (type != TYPE_CLOCK) {
      return new Subscription.Descriptor(userData, type, memory.readInt(address + 16));
    }
    long timeout = memory.readLong(address + 24);
    boolean isAbsolute = (memory.readInt(address + 40) & ABSOLUTE) != 0;
    long originNanos =
        !isAbsolute
            ? clock.nanoTime()
            : memory.readInt(address + 16) == CLOCK_REALTIME ? -clock.wallClockOffsetNanos() : 0;
    long dueNanos = originNanos + timeout;
    // It is unsigned, and may be as long as there are numbers.
    boolean isForEver = timeout < 0 || (timeout > 0 && dueNanos < originNanos);
    return new Subscription.Timer(userData, isForEver ? Waiting.NEVER : dueNanos);
  }

  private void await(List<Subscription> subscriptions) {
    boolean wantsInput = false;
    long untilNanos = Waiting.NEVER;
    for (Subscription subscription : subscriptions) {
      if (isReady(subscription)) {
        if (!clock.isTooFarAhead()) {
          return;
        }
        untilNanos = clock.nanoTime();
      } else if (subscription instanceof Subscription.Timer timer) {
        untilNanos = Math.min(untilNanos, timer.dueNanos());
      } else {
        wantsInput = true;
      }
    }
    waiting.await(wantsInput, untilNanos);
  }

  private boolean isReady(Subscription subscription) {
    return switch (subscription) {
      case Subscription.Timer timer -> timer.dueNanos() <= clock.nanoTime();
      case Subscription.Descriptor descriptor ->
          !descriptor.isInput() || streams.availableBytes() > 0;
    };
  }

  private void write(Memory memory, int address, Subscription subscription) {
    memory.writeLong(address, subscription.userData());
    memory.writeLong(address + 8, 0L);
    memory.writeLong(address + 16, 0L);
    memory.writeLong(address + 24, 0L);
    if (subscription instanceof Subscription.Descriptor descriptor) {
      memory.writeByte(address + 10, (byte) descriptor.type());
      memory.writeLong(address + 16, descriptor.isInput() ? streams.availableBytes() : 1);
    }
  }
}
