package glomers.bench.cli;

import glomers.bench.wasm.WasmSettings;
import picocli.CommandLine.Option;

/** What simulated nodes are given that are neither Java's nor processes. */
final class NodeOptions {

  @Option(
      names = "--node-memory",
      paramLabel = "MB",
      defaultValue = "" + WasmSettings.DEFAULT_MEMORY_MEGABYTES,
      description =
          "How much memory a simulated WebAssembly node may have. Default: ${DEFAULT-VALUE}.")
  int memoryMegabytes = WasmSettings.DEFAULT_MEMORY_MEGABYTES;

  @Option(
      names = "--keep-files",
      description =
          "What a simulated WebAssembly node writes to files outlives its being killed, as on a"
              + " disk. Without it that is gone.")
  boolean keepFiles;

  /**
   * The same for the module that runs them.
   *
   * @throws UsageException if it makes no sense
   */
  WasmSettings wasmSettings() {
    if (memoryMegabytes < 1 || memoryMegabytes > WasmSettings.MAX_MEMORY_MEGABYTES) {
      throw new UsageException(
          "--node-memory has to be from 1 to " + WasmSettings.MAX_MEMORY_MEGABYTES + " MB.");
    }
    return new WasmSettings(memoryMegabytes, keepFiles);
  }
}
