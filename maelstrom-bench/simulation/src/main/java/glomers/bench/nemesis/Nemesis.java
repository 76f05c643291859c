package glomers.bench.nemesis;

import glomers.bench.engine.Chance;
import glomers.bench.engine.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Injects faults on a schedule. Each kind starts and stops in turn, the next step after an even
 * draw from 0 to twice the interval. A delay moves the whole schedule back, and changes nothing
 * else: the same draws are made, whatever its length.
 */
public final class Nemesis {

  private final EventLoop loop;
  private final LongSupplier elapsedNanos;
  private final long maxGapNanos;
  private final long delayNanos;
  private final List<Schedule> schedules = new ArrayList<>();
  private final List<FaultEvent> events = new ArrayList<>();
  private final Map<String, String> present = new LinkedHashMap<>();
  private boolean isOver;

  /**
   * A nemesis that waits for {@link #start}.
   *
   * @param elapsedNanos the time since the run began
   * @param intervalSeconds the mean time between two steps of a kind of fault
   * @param delaySeconds how long nothing happens after the start
   */
  public Nemesis(
      EventLoop loop,
      LongSupplier elapsedNanos,
      List<Fault> faults,
      double intervalSeconds,
      double delaySeconds,
      Chance chance) {
    this.loop = loop;
    this.elapsedNanos = elapsedNanos;
    this.maxGapNanos = Math.max(1, (long) (2e9 * intervalSeconds));
    this.delayNanos = (long) (1e9 * delaySeconds);
    for (Fault fault : faults) {
      schedules.add(new Schedule(fault, chance.source("schedule of " + fault.name())));
    }
  }

  /** Begins. */
  public void start() {
    schedules.forEach(Schedule::begin);
  }

  /** Injects nothing more, and leaves what is broken as it is. */
  public void end() {
    isOver = true;
  }

  /** Injects nothing more, and puts right whatever is wrong. */
  public void heal() {
    end();
    schedules.forEach(Schedule::stopIfStarted);
  }

  /** What was done so far. */
  public List<FaultEvent> events() {
    return List.copyOf(events);
  }

  /** What is wrong at present, for people; empty if nothing is. */
  public String present() {
    return String.join("; ", present.values());
  }

  private final class Schedule {
    private final Fault fault;
    private final RandomGenerator random;
    private boolean isStarted;

    Schedule(Fault fault, RandomGenerator random) {
      this.fault = fault;
      this.random = random;
    }

    void begin() {
      long gapNanos = fault.beginsAtOnce() ? 0 : random.nextLong(maxGapNanos);
      loop.after(delayNanos + gapNanos, this::step);
    }

    void step() {
      if (isOver) {
        return;
      }
      if (isStarted) {
        stopIfStarted();
      } else {
        isStarted = true;
        Fault.Deed deed = fault.start();
        present.put(fault.name(), deed.description());
        note(true, deed);
      }
      loop.after(random.nextLong(maxGapNanos), this::step);
    }

    void stopIfStarted() {
      if (isStarted) {
        isStarted = false;
        Fault.Deed deed = fault.stop();
        present.remove(fault.name());
        note(false, deed);
      }
    }

    private void note(boolean isStart, Fault.Deed deed) {
      events.add(
          new FaultEvent(
              elapsedNanos.getAsLong(), fault.name(), isStart, deed.description(), deed.nodes()));
    }
  }
}
