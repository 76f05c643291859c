package glomers.bench.nemesis;

import glomers.bench.engine.EventLoop;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Injects faults as planned. */
public final class Nemesis {

  private final EventLoop loop;
  private final LongSupplier elapsedNanos;
  private final Map<NemesisKind, Fault> faults;
  private final List<FaultSpan> plan;
  private final List<FaultEvent> events = new ArrayList<>();
  private final Map<FaultSpan, String> present = new LinkedHashMap<>();
  private Consumer<FaultEvent> observer = event -> {};
  private boolean isOver;

  /**
   * A nemesis that waits for {@link #start}.
   *
   * @param elapsedNanos the time since the run began
   * @param faults how to do what
   * @param plan what to do when
   */
  public Nemesis(
      EventLoop loop,
      LongSupplier elapsedNanos,
      Map<NemesisKind, Fault> faults,
      List<FaultSpan> plan) {
    this.loop = loop;
    this.elapsedNanos = elapsedNanos;
    this.faults = Map.copyOf(faults);
    this.plan = List.copyOf(plan);
  }

  /** Has somebody see what is done, as it is done. */
  public void observe(Consumer<FaultEvent> observer) {
    this.observer = observer;
  }

  /** Begins. */
  public void start() {
    for (FaultSpan span : plan) {
      loop.after(span.startNanos(), () -> start(span));
    }
  }

  /** Injects nothing more, and leaves what is broken as it is. */
  public void end() {
    isOver = true;
  }

  /** Injects nothing more, and puts right whatever is wrong. */
  public void heal() {
    end();
    List.copyOf(present.keySet()).forEach(this::stop);
  }

  /** What was done so far. */
  public List<FaultEvent> events() {
    return List.copyOf(events);
  }

  /** What is wrong at present, for people; empty if nothing is. */
  public String present() {
    return String.join("; ", present.values());
  }

  private void start(FaultSpan span) {
    if (isOver) {
      return;
    }
    Fault.Deed deed = faults.get(span.kind()).start(span);
    present.put(span, deed.description());
    note(span, true, deed);
    loop.after(
        span.stopNanos() - span.startNanos(),
        () -> {
          if (!isOver) {
            stop(span);
          }
        });
  }

  private void stop(FaultSpan span) {
    present.remove(span);
    note(span, false, faults.get(span.kind()).stop(span));
  }

  private void note(FaultSpan span, boolean isStart, Fault.Deed deed) {
    FaultEvent event =
        new FaultEvent(
            elapsedNanos.getAsLong(),
            span.kind().name().toLowerCase(Locale.ROOT),
            isStart,
            deed.description(),
            deed.nodes());
    events.add(event);
    observer.accept(event);
  }
}
