package glomers.bench.wasm;

/**
 * What a program is given.
 *
 * @param memoryMegabytes how much memory each node may have
 * @param keepsFiles whether a node that was killed finds its files again, as on a disk; else they
 *     are gone with it
 */
public record WasmSettings(int memoryMegabytes, boolean keepsFiles) {

  /** How much memory a node may have if nothing else is said, in megabytes. */
  public static final int DEFAULT_MEMORY_MEGABYTES = 64;

  /** As much as 32 bits can address. */
  public static final int MAX_MEMORY_MEGABYTES = 2_048;

  /** What a program is given if nothing else is said. */
  public static final WasmSettings DEFAULTS = new WasmSettings(DEFAULT_MEMORY_MEGABYTES, false);
}
