package glomers.bench.wasm;

import glomers.bench.node.NodeSurroundings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import run.endive.runtime.HostFunction;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasi.WasiPreview1;
import run.endive.wasi.WasiPreview1_ModuleFactory;
import run.endive.wasm.types.FunctionType;

/**
 * The calls that a program can make: WASI's, preview 1. What has to do with the world is answered
 * here, from the simulation: streams, time, chance, waiting. All else, files for one, is the
 * library's.
 */
final class HostCalls {

  /** The name of the module that programs import. */
  static final String MODULE = "wasi_snapshot_preview1";

  /** The functions that there are, and what they take and return. */
  static final Map<String, FunctionType> TYPES =
      Arrays.stream(
              WasiPreview1_ModuleFactory.toHostFunctions(WasiPreview1.builder().build(), MODULE))
          .collect(Collectors.toMap(HostFunction::name, HostFunction::functionType));

  private static final int NON_BLOCKING = 4;
  private static final long RIGHTS_OF_STREAMS = 1 << 1 | 1 << 3 | 1 << 6 | 1 << 21 | 1 << 27;
  private static final int CLOCK_REALTIME = 0;

  /** Size of one vector of a scattered read or a gathered write. */
  private static final int VECTOR_BYTES = 8;

  private final NodeSurroundings surroundings;
  private final StandardStreams streams;
  private final NodeClock clock;
  private final Waiting waiting;
  private final Polling polling;
  private final Map<String, WasmFunctionHandle> own;

  HostCalls(
      NodeSurroundings surroundings, StandardStreams streams, NodeClock clock, Waiting waiting) {
    this.surroundings = surroundings;
    this.streams = streams;
    this.clock = clock;
    this.waiting = waiting;
    this.polling = new Polling(streams, clock, waiting);
    this.own =
        Map.ofEntries(
            Map.entry("clock_time_get", this::clockTimeGet),
            Map.entry("clock_res_get", this::clockResGet),
            Map.entry("random_get", this::randomGet),
            Map.entry("sched_yield", this::schedYield),
            Map.entry("poll_oneoff", polling::pollOneoff),
            Map.entry(
                "proc_exit",
                (instance, args) -> {
                  throw new ProgramExit((int) args[0]);
                }));
  }

  /** The functions for one instance. */
  HostFunction[] functions(WasiPreview1 library) {
    List<HostFunction> functions = new ArrayList<>();
    for (HostFunction function : WasiPreview1_ModuleFactory.toHostFunctions(library)) {
      functions.add(
          new HostFunction(MODULE, function.name(), function.functionType(), handle(function)));
    }
    return functions.toArray(HostFunction[]::new);
  }

  private WasmFunctionHandle handle(HostFunction function) {
    WasmFunctionHandle library = function.handle();
    return switch (function.name()) {
      case "fd_read" -> onStandard(library, this::fdRead);
      case "fd_write" -> onStandard(library, this::fdWrite);
      case "fd_fdstat_get" -> onStandard(library, this::fdFdstatGet);
      case "fd_fdstat_set_flags" -> onStandard(library, this::fdFdstatSetFlags);
      case "fd_close" -> onStandard(library, (instance, args) -> Errno.SUCCESS.result());
      case "fd_filestat_get" -> timeless(library, 1);
      case "path_filestat_get" -> timeless(library, 4);
      case "sock_accept",
          "sock_recv",
          "sock_send",
          "sock_shutdown",
          "proc_raise",
          "adapter_open_badfd",
          "adapter_close_badfd" ->
          (instance, args) -> {
            throw new NotOffered(function.name());
          };
      default -> own.getOrDefault(function.name(), library);
    };
  }

  /** Answers a call about one of the three standard streams itself. */
  private static WasmFunctionHandle onStandard(
      WasmFunctionHandle library, WasmFunctionHandle standard) {
    return (instance, args) ->
        (StandardStreams.isStandard((int) args[0]) ? standard : library).apply(instance, args);
  }

  /**
   * Takes the times out of what is told about a file: they would be the real ones.
   *
   * @param place where among the arguments the address of the answer is
   */
  private static WasmFunctionHandle timeless(WasmFunctionHandle library, int place) {
    return (instance, args) -> {
      long[] result = library.apply(instance, args);
      if (result[0] == Errno.SUCCESS.number()) {
        int address = (int) args[place];
        for (int offset = 40; offset < 64; offset += Long.BYTES) {
          instance.memory().writeLong(address + offset, 0L);
        }
      }
      return result;
    };
  }

  private long[] fdRead(Instance instance, long... args) {
    if (args[0] != StandardStreams.STDIN) {
      return Errno.BAD_DESCRIPTOR.result();
    }
    if (streams.availableBytes() == 0) {
      if ((streams.flags(StandardStreams.STDIN) & NON_BLOCKING) != 0) {
        lookAtClock();
        return Errno.AGAIN.result();
      }
      waiting.await(true, Waiting.NEVER);
    }
    Memory memory = instance.memory();
    int read = 0;
    for (int i = 0; i < (int) args[2] && streams.availableBytes() > 0; i++) {
      int vector = (int) args[1] + i * VECTOR_BYTES;
      long room = Integer.toUnsignedLong(memory.readInt(vector + 4));
      byte[] bytes = new byte[(int) Math.min(room, streams.availableBytes())];
      streams.read(bytes);
      memory.write(memory.readInt(vector), bytes);
      read += bytes.length;
    }
    memory.writeI32((int) args[3], read);
    return Errno.SUCCESS.result();
  }

  private long[] fdWrite(Instance instance, long... args) {
    if (args[0] == StandardStreams.STDIN) {
      return Errno.BAD_DESCRIPTOR.result();
    }
    Memory memory = instance.memory();
    int written = 0;
    for (int i = 0; i < (int) args[2]; i++) {
      int vector = (int) args[1] + i * VECTOR_BYTES;
      byte[] bytes = memory.readBytes(memory.readInt(vector), memory.readInt(vector + 4));
      streams.write((int) args[0], bytes);
      written += bytes.length;
    }
    memory.writeI32((int) args[3], written);
    return Errno.SUCCESS.result();
  }

  /** As a pipe: of no type that WASI knows, neither a file nor a terminal. */
  private long[] fdFdstatGet(Instance instance, long... args) {
    Memory memory = instance.memory();
    int address = (int) args[1];
    memory.writeI32(address, streams.flags((int) args[0]) << 16);
    memory.writeI32(address + 4, 0);
    memory.writeLong(address + 8, RIGHTS_OF_STREAMS);
    memory.writeLong(address + 16, 0L);
    return Errno.SUCCESS.result();
  }

  private long[] fdFdstatSetFlags(Instance instance, long... args) {
    streams.setFlags((int) args[0], (int) args[1]);
    return Errno.SUCCESS.result();
  }

  private long[] clockTimeGet(Instance instance, long... args) {
    if (args[0] < CLOCK_REALTIME || args[0] > 3) {
      return Errno.INVALID.result();
    }
    lookAtClock();
    long nanos = clock.nanoTime();
    instance
        .memory()
        .writeLong(
            (int) args[2],
            args[0] == CLOCK_REALTIME ? nanos + clock.wallClockOffsetNanos() : nanos);
    return Errno.SUCCESS.result();
  }

  private long[] clockResGet(Instance instance, long... args) {
    instance.memory().writeLong((int) args[1], 1_000L);
    return Errno.SUCCESS.result();
  }

  private long[] schedYield(Instance instance, long... args) {
    lookAtClock();
    return Errno.SUCCESS.result();
  }

  /** Who looks again and again lets time pass, for the others too. */
  private void lookAtClock() {
    clock.look();
    if (clock.isTooFarAhead()) {
      waiting.await(false, clock.nanoTime());
    }
  }

  private long[] randomGet(Instance instance, long... args) {
    byte[] bytes = new byte[Math.toIntExact(Integer.toUnsignedLong((int) args[1]))];
    RandomGenerator random = surroundings.random();
    random.nextBytes(bytes);
    instance.memory().write((int) args[0], bytes);
    return Errno.SUCCESS.result();
  }
}
