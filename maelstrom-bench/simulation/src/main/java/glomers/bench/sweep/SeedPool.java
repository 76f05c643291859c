package glomers.bench.sweep;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Simulates seeds on all cores, and hands out what they came to in the order in which they were
 * given, whichever core was faster. A seed is begun when a core is free and somebody waits for one
 * more; what breaks it breaks the stream when it is its turn.
 */
public final class SeedPool<T> extends Spliterators.AbstractSpliterator<T> {

  /**
   * A seed that is asked to end does so at its next message or timer. One in an endless loop never.
   */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Iterator<? extends Supplier<T>> seeds;
  private final OptionalInt maxSeconds;
  private final IntFunction<T> overdue;

  /** In the order of seeds: done or under way. */
  private final Deque<Task> waiting = new ArrayDeque<>();

  private int begun;

  private SeedPool(
      Iterator<? extends Supplier<T>> seeds, OptionalInt maxSeconds, IntFunction<T> overdue) {
    super(Long.MAX_VALUE, Spliterator.ORDERED);
    this.seeds = seeds;
    this.maxSeconds = maxSeconds;
    this.overdue = overdue;
  }

  /** How many seeds are simulated at the same time. */
  public static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Simulates seeds, each for as long as it takes.
   *
   * @param seeds what simulates each; asked for the next one when a core is free
   * @return what they came to; close it if it is not read to its end
   */
  public static <T> Stream<T> inOrder(Iterator<? extends Supplier<T>> seeds) {
    return new SeedPool<T>(
            seeds,
            OptionalInt.empty(),
            place -> {
              throw new IllegalStateException("no seed has a limit");
            })
        .stream();
  }

  /**
   * Simulates seeds, each with a watch on its real time. One that has taken too long is
   * interrupted, and if it does not end then it is given up.
   *
   * @param maxSeconds how long each may take
   * @param overdue what becomes of one that is given up, by its place from 0 on
   */
  public static <T> Stream<T> inOrder(
      Iterator<? extends Supplier<T>> seeds, int maxSeconds, IntFunction<T> overdue) {
    return new SeedPool<>(seeds, OptionalInt.of(maxSeconds), overdue).stream();
  }

  private Stream<T> stream() {
    return StreamSupport.stream(this, false).onClose(this::interruptAll);
  }

  /** A seed that is being simulated, or has been. */
  private final class Task implements Runnable {
    private final int place;
    private final Supplier<T> seed;
    private final long startNanos = System.nanoTime();
    private final Thread thread;

    private boolean isUnderWay = true;
    private T value;
    private Throwable failure;

    Task(int place, Supplier<T> seed) {
      this.place = place;
      this.seed = seed;
      thread = Thread.ofPlatform().daemon().name("seed " + place).unstarted(this);
    }

    @Override
    public void run() {
      T made = null;
      Throwable thrown = null;
      try {
        made = seed.get();
      } catch (RuntimeException | Error e) {
        thrown = e;
      }
      synchronized (SeedPool.this) {
        if (isUnderWay) {
          end(made, thrown);
          SeedPool.this.notifyAll();
        }
      }
    }

    private void end(T made, Throwable thrown) {
      isUnderWay = false;
      value = made;
      failure = thrown;
    }

    T result() {
      return switch (failure) {
        case null -> value;
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        default -> throw new IllegalStateException(failure);
      };
    }

    /** Ends what has taken too long; returns after how long to look again. */
    long check(long nowNanos) {
      if (maxSeconds.isEmpty()) {
        return Long.MAX_VALUE;
      }
      long leftNanos = TimeUnit.SECONDS.toNanos(maxSeconds.getAsInt()) - (nowNanos - startNanos);
      if (leftNanos > 0) {
        return leftNanos;
      }
      thread.interrupt();
      if (leftNanos < -GRACE_NANOS) {
        end(overdue.apply(place), null);
      }
      return GRACE_NANOS;
    }
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    Optional<Task> next = next();
    next.ifPresent(task -> action.accept(task.result()));
    return next.isPresent();
  }

  /** Waits for the next seed; none if that was the last. */
  private synchronized Optional<Task> next() {
    while (true) {
      long lookNanos = beginSeeds();
      if (waiting.isEmpty() || !waiting.getFirst().isUnderWay) {
        return Optional.ofNullable(waiting.pollFirst());
      }
      try {
        if (lookNanos == Long.MAX_VALUE) {
          wait();
        } else {
          TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, lookNanos));
        }
      } catch (InterruptedException e) {
        interruptAll();
        Thread.currentThread().interrupt();
        throw new CancellationException("nobody waits for the seeds any more");
      }
    }
  }

  /** Gives every core something to do; returns after how long to look again. */
  private long beginSeeds() {
    long nowNanos = System.nanoTime();
    long lookNanos = Long.MAX_VALUE;
    int underWay = 0;
    for (Task task : waiting) {
      if (task.isUnderWay) {
        lookNanos = Math.min(lookNanos, task.check(nowNanos));
        underWay += task.isUnderWay ? 1 : 0;
      }
    }
    for (; underWay < cores() && seeds.hasNext(); underWay++) {
      Task task = new Task(begun++, seeds.next());
      waiting.add(task);
      task.thread.start();
      lookNanos = Math.min(lookNanos, task.check(nowNanos));
    }
    return lookNanos;
  }

  private synchronized void interruptAll() {
    for (Task task : waiting) {
      task.thread.interrupt();
    }
  }
}
