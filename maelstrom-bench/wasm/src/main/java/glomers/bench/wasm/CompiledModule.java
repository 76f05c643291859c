package glomers.bench.wasm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.Memory;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Import;
import run.endive.wasm.types.MemoryLimits;

/** A module, made ready to be run by the JVM: compiled to classes that all instances share. */
final class CompiledModule {

  /** What is called to start a program. */
  static final String START = "_start";

  static final int MEGABYTE = 1 << 20;

  private static final int PAGES_PER_MEGABYTE = MEGABYTE / Memory.PAGE_SIZE;

  private final WasmModule module;
  private final Function<Instance, Machine> machines;
  private final int memoryMegabytes;

  private CompiledModule(
      WasmModule module, Function<Instance, Machine> machines, int memoryMegabytes) {
    this.module = module;
    this.machines = machines;
    this.memoryMegabytes = memoryMegabytes;
  }

  /**
   * Reads a module and compiles it, unless that has been done before.
   *
   * @param memoryMegabytes how much memory an instance may have
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it holds no program that could be run here
   */
  static CompiledModule load(Path file, int memoryMegabytes, ClassCache cache) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Optional<ModuleClasses> known = cache.find(bytes);
    ModuleClasses classes;
    WasmModule module;
    if (known.isPresent()) {
      classes = known.get();
      module = parse(classes.module(), false);
      check(module, memoryMegabytes);
    } else {
      WasmModule whole = parse(bytes, true);
      check(whole, memoryMegabytes);
      classes = compile(bytes, whole);
      cache.put(bytes, classes);
      module = parse(classes.module(), false);
    }
    return new CompiledModule(module, classes.load(), memoryMegabytes);
  }

  private static WasmModule parse(byte[] bytes, boolean isValidated) {
    try {
      return Parser.builder()
          .withValidation(isValidated)
          .build()
          .parse(() -> new ByteArrayInputStream(bytes));
    } catch (WasmEngineException e) {
      throw new IllegalArgumentException("it is no WebAssembly module: " + e.getMessage(), e);
    }
  }

  private static ModuleClasses compile(byte[] bytes, WasmModule module) {
    try {
      return ModuleClasses.compile(bytes, module);
    } catch (WasmEngineException e) {
      throw new IllegalArgumentException("it cannot be compiled: " + e.getMessage(), e);
    }
  }

  private static void check(WasmModule module, int memoryMegabytes) {
    requireStart(module);
    requireOfferedImports(module);
    requireMemory(module, memoryMegabytes);
  }

  private static void requireStart(WasmModule module) {
    boolean isProgram =
        IntStream.range(0, module.exportSection().exportCount())
            .mapToObj(module.exportSection()::getExport)
            .anyMatch(export ->
                export.name().equals(START) && export.exportType() == ExternalType.FUNCTION);
    if (!isProgram) {
      throw new IllegalArgumentException(
          "it exports no function "
              + START
              + ": it is a library and no program; compile one that has a main, for WASI");
    }
  }

  private static void requireOfferedImports(WasmModule module) {
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < module.importSection().importCount(); i++) {
      Import wanted = module.importSection().getImport(i);
      if (!isOffered(wanted, module)) {
        unknown.add(wanted.module() + "." + wanted.name());
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "it imports "
              + String.join(", ", unknown.subList(0, Math.min(5, unknown.size())))
              + (unknown.size() > 5 ? " and " + (unknown.size() - 5) + " more" : "")
              + ", and there is nothing but the functions of "
              + HostCalls.MODULE
              + ": compile it for WASI, preview 1, without threads");
    }
  }

  private static boolean isOffered(Import wanted, WasmModule module) {
    if (!(wanted instanceof FunctionImport function) || !wanted.module().equals(HostCalls.MODULE)) {
      return false;
    }
    FunctionType type = module.typeSection().getType(function.typeIndex());
    return type.equals(HostCalls.TYPES.get(wanted.name()));
  }

  private static void requireMemory(WasmModule module, int memoryMegabytes) {
    int pages = limits(module).initialPages();
    if (pages > memoryMegabytes * PAGES_PER_MEGABYTE) {
      throw new IllegalArgumentException(
          "it wants "
              + Math.ceilDiv(pages, PAGES_PER_MEGABYTE)
              + " MB of memory from the start, and may have "
              + memoryMegabytes
              + "; --node-memory gives more");
    }
  }

  private static MemoryLimits limits(WasmModule module) {
    return module
        .memorySection()
        .filter(section -> section.memoryCount() > 0)
        .map(section -> section.getMemory(0).limits())
        .orElseGet(() -> new MemoryLimits(0, 0));
  }

  /**
   * Makes an instance; its start is still to be called.
   *
   * @param machine will run it
   */
  Instance instantiate(HostFunction[] functions, CountingMachine machine) {
    MemoryLimits limits = limits(module);
    int maxPages = Math.min(limits.maximumPages(), memoryMegabytes * PAGES_PER_MEGABYTE);
    return Instance.builder(module)
        .withImportValues(ImportValues.builder().addFunction(functions).build())
        .withMachineFactory(instance -> machine.around(machines.apply(instance)))
        .withMemoryFactory(ByteArrayMemory::new)
        .withMemoryLimits(new MemoryLimits(limits.initialPages(), maxPages))
        .withStart(false)
        .build();
  }

  /** Whether it has the means to open files. */
  boolean opensFiles() {
    return IntStream.range(0, module.importSection().importCount())
        .mapToObj(module.importSection()::getImport)
        .anyMatch(wanted -> wanted.name().equals("path_open"));
  }

  /** How much memory an instance may have. */
  int memoryMegabytes() {
    return memoryMegabytes;
  }

  /** The name of a function, or its number if it was not given one. */
  String functionName(int number) {
    String name = module.nameSection() == null ? null : module.nameSection().nameOfFunction(number);
    return name == null ? "number " + number : name;
  }
}
