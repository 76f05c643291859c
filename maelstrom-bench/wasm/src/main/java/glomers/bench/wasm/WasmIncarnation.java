package glomers.bench.wasm;

import glomers.bench.network.Packet;
import glomers.bench.node.NodeBreakdown;
import glomers.bench.node.NodeIncarnation;
import glomers.bench.node.NodeSurroundings;
import java.util.Locale;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasi.WasiPreview1;

/** A program from its start to its death: an instance of its module, with a memory of its own. */
final class WasmIncarnation implements NodeIncarnation, Waiting {

  private final CompiledModule module;
  private final ProgramFiles files;
  private final WasiPreview1 library;
  private final NodeSurroundings surroundings;
  private final NodeClock clock;
  private final StandardStreams streams;
  private final HostCalls calls;
  private final StepLimit stepLimit;
  private final CountingMachine machine = new CountingMachine();
  private final Watchdog.Watch watch;
  private final Coroutine coroutine = Coroutine.of(this::run);
  private boolean wantsInput;
  private long wakeUpNanos = NEVER;
  private long maxTurns;
  private long longestTurns;
  private Instance instance;
  private Throwable end;

  /**
   * An incarnation.
   *
   * @param files what it finds around it
   * @param stepLimit how long it may run until it waits for something
   */
  WasmIncarnation(
      CompiledModule module,
      ProgramFiles files,
      NodeSurroundings surroundings,
      StepLimit stepLimit) {
    this.module = module;
    this.files = files;
    this.library = files.open();
    this.surroundings = surroundings;
    this.clock = new NodeClock(surroundings);
    this.streams = new StandardStreams(surroundings);
    this.calls = new HostCalls(surroundings, streams, clock, this);
    this.stepLimit = stepLimit;
    this.maxTurns = stepLimit.maxTurns();
    this.watch = Watchdog.SHARED.watch(stepLimit.maxNanos());
  }

  @Override
  public void start() {
    step();
  }

  @Override
  public void receive(Packet packet) {
    streams.deliver(packet.toLine());
    clock.somethingHappened();
    if (wantsInput) {
      step();
    }
  }

  @Override
  public void runTimers() {
    if (surroundings.nanoTime() >= wakeUpNanos) {
      step();
    }
  }

  @Override
  public long nextTimerNanos() {
    return wakeUpNanos;
  }

  @Override
  public String lastWords() {
    return streams.lastWords();
  }

  @Override
  public void end() {
    coroutine.drop();
    watch.close();
    files.close(library);
  }

  /** Lets it run until it waits, or has ended. */
  private void step() {
    wantsInput = false;
    wakeUpNanos = NEVER;
    machine.begin(maxTurns);
    watch.begin(coroutine.thread());
    coroutine.resume();
    boolean isOverdue = watch.end();
    longestTurns = Math.max(longestTurns, machine.turns());
    maxTurns = stepLimit.turnsAfter(longestTurns);
    if (end instanceof WasmInterruptedException && !isOverdue) {
      return; // the whole run is to be stopped, which is not the program's doing
    }
    if (end instanceof OutOfMemoryError error) {
      throw error; // the bench's own memory
    }
    if (end != null) {
      streams.end();
      throw new NodeBreakdown(
          ProgramEnd.sentence(end, module, stepLimit.maxNanos()),
          memorySentence() + streams.lastWords());
    }
  }

  private String memorySentence() {
    if (instance == null || instance.memory() == null) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%n  It had %.1f MB of memory, of the %d MB that --node-memory gives it.",
        (double) instance.memory().pages() * Memory.PAGE_SIZE / CompiledModule.MEGABYTE,
        module.memoryMegabytes());
  }

  @Override
  public void await(boolean input, long untilNanos) {
    wantsInput = input;
    wakeUpNanos = untilNanos;
    coroutine.pause();
  }

  /** What runs within the coroutine: all of the program. */
  private void run() {
    try {
      instance = module.instantiate(calls.functions(library), machine);
      instance.export(CompiledModule.START).apply();
      end = new ProgramExit(0);
    } catch (RuntimeException | Error e) {
      end = e;
    }
  }
}
