package glomers.bench.wasm;

import glomers.bench.node.ProgramSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A node's program in any language that compiles to WebAssembly with WASI, preview 1, loaded for
 * simulations. Its incarnations share its code and nothing else. Thread-safe.
 */
public final class WasmProgram implements ProgramSource {

  private final String name;
  private final CompiledModule module;
  private final WasmSettings settings;
  private final StepLimit stepLimit;

  private WasmProgram(
      String name, CompiledModule module, WasmSettings settings, StepLimit stepLimit) {
    this.name = name;
    this.module = module;
    this.settings = settings;
    this.stepLimit = stepLimit;
  }

  /**
   * Loads a program: reads it and compiles it, unless that has been done before.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it holds no program that could be run here
   */
  public static WasmProgram load(Path file, WasmSettings settings, ClassCache cache)
      throws IOException {
    return new WasmProgram(
        file.getFileName().toString(),
        CompiledModule.load(file, settings.memoryMegabytes(), cache),
        settings,
        StepLimit.DEFAULT);
  }

  /** The same, stopped sooner if it never waits. */
  WasmProgram with(StepLimit limit) {
    return new WasmProgram(name, module, settings, limit);
  }

  @Override
  public Optional<String> remark() {
    return JvmSupport.remark();
  }

  @Override
  public Starter starter(List<String> arguments) {
    var files = new ProgramFiles(name, arguments, module.opensFiles(), settings.keepsFiles());
    return surroundings -> new WasmIncarnation(module, files, surroundings, stepLimit);
  }
}
