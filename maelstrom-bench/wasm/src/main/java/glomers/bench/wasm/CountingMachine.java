package glomers.bench.wasm;

import run.endive.runtime.CallResult;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.WasmInterruptedException;

/**
 * Runs an instance and counts its turns: how often it goes round in a loop or calls a function.
 * Where code takes too many without waiting for anything, it is stopped: always at the same place,
 * however fast the computer is. {@link TurnCounts} makes compiled code call it, which is why it is
 * public.
 */
public final class CountingMachine implements Machine {

  /** After so many turns it is looked at more closely: whether it was interrupted, for one. */
  private static final int SLICE = 1 << 16;

  private Machine machine;
  private int leftOfSlice = SLICE;
  private long slicesEnd;
  private long maxTurns = Long.MAX_VALUE;

  CountingMachine() {}

  /** Lets it run what runs an instance; before anything else. */
  CountingMachine around(Machine runner) {
    machine = runner;
    return this;
  }

  /** What compiled code calls at each of its turns. */
  public static void turn(Instance instance) {
    CountingMachine counting = (CountingMachine) instance.getMachine();
    if (--counting.leftOfSlice == 0) {
      counting.nextSlice();
    }
  }

  private void nextSlice() {
    leftOfSlice = SLICE;
    slicesEnd += SLICE;
    if (slicesEnd > maxTurns) {
      throw new TooManyTurns(maxTurns);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new WasmInterruptedException("interrupted");
    }
  }

  /** Counts from 0 on. */
  void begin(long limit) {
    leftOfSlice = SLICE;
    slicesEnd = 0;
    maxTurns = limit;
  }

  /** The turns since it began to count. */
  long turns() {
    return slicesEnd + SLICE - leftOfSlice;
  }

  @Override
  public long[] call(int function, long[] arguments) {
    return machine.call(function, arguments);
  }

  @Override
  public long[] call(int function, long[] arguments, Object[] references) {
    return machine.call(function, arguments, references);
  }

  @Override
  public CallResult callWithRefs(int function, long[] arguments, Object[] references) {
    return machine.callWithRefs(function, arguments, references);
  }
}
