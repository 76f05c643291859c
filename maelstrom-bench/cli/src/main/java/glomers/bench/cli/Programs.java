package glomers.bench.cli;

import glomers.bench.node.ProgramSource;
import glomers.bench.program.LoadedProgram;
import glomers.bench.wasm.ClassCache;
import glomers.bench.wasm.WasmProgram;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The file that is given as a node's program: looked at, started, or loaded. */
final class Programs {

  /** What is slow to compile is kept here. */
  private static final ClassCache CLASS_CACHE = new ClassCache(cacheFolder().resolve("wasm"));

  private Programs() {}

  /** Where programs keep what they can make again. */
  private static Path cacheFolder() {
    String wanted = System.getenv("XDG_CACHE_HOME");
    return (wanted == null || wanted.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(wanted))
        .resolve("maelstrom-bench");
  }

  /**
   * Makes sure that there is such a file.
   *
   * @throws UsageException if not
   */
  static void requireExists(Path bin) {
    if (!Files.exists(bin)) {
      throw new UsageException(
          "There is no file " + bin + "; build it first, or mend the path after --bin.");
    }
  }

  /**
   * The words that start it: the file itself, or what runs a Java source file.
   *
   * @throws UsageException if it is a source file that does not compile
   */
  static List<String> command(Path bin) {
    return SourceProgram.isSource(bin)
        ? SourceProgram.compile(bin).command()
        : List.of(bin.toAbsolutePath().normalize().toString());
  }

  /**
   * Makes sure that the file can be run as a program.
   *
   * @throws UsageException if not
   */
  static void requireExecutable(Path bin) {
    requireExists(bin);
    if (isWasm(bin)) {
      throw new UsageException(
          bin + " is WebAssembly, which is simulated: add --simulate, or name the native program.");
    }
    if (WasmSource.of(bin).isPresent() && !Files.isExecutable(bin)) {
      throw new UsageException(
          bin + " is a source file: add --simulate, or build it and name the program.");
    }
    if (Files.isDirectory(bin)) {
      throw new UsageException(bin + " is a folder; --bin has to be a program.");
    }
    if (!Files.isExecutable(bin)) {
      throw new UsageException(
          bin + " cannot be executed; make it a program with: chmod +x " + bin);
    }
  }

  /**
   * Makes sure that the file can be run as a program, or is a source file that may become one.
   *
   * @throws UsageException if not
   */
  static void requireRunnable(Path bin) {
    if (SourceProgram.isSource(bin)) {
      requireExists(bin);
    } else {
      requireExecutable(bin);
    }
  }

  /**
   * Loads a node program for simulations: the one that the {@code main} runs which a process would
   * start with. Core's classes are the bench's own, so that both speak of the same types.
   *
   * @param bin a jar, a folder of classes with a manifest as in a jar, a Java source file, or a
   *     program compiled to WebAssembly
   * @param arguments the program's command line
   * @param node what its nodes are given
   * @throws UsageException if there is none in it
   */
  static ProgramSource load(Path bin, List<String> arguments, NodeOptions node) {
    return load(bin, arguments, node, new HashMap<>());
  }

  /**
   * The same for several that may be the same file with other command lines: those share its
   * classes.
   *
   * @param loaded what was loaded before, by its file; what is loaded now is added
   */
  static ProgramSource load(
      Path bin, List<String> arguments, NodeOptions node, Map<Path, LoadedProgram> loaded) {
    try {
      if (loaded.containsKey(bin)) {
        return loaded.get(bin).with(arguments);
      }
      if (SourceProgram.isSource(bin)) {
        return SourceProgram.compile(bin).load(arguments);
      }
      Optional<WasmSource> wasmSource = WasmSource.of(bin);
      if (wasmSource.isPresent() || isWasm(bin)) {
        Path module = wasmSource.map(WasmSource::compile).orElse(bin);
        return WasmProgram.load(module, node.wasmSettings(), CLASS_CACHE);
      }
      LoadedProgram program = LoadedProgram.load(bin, mainClass(bin), arguments);
      loaded.put(bin, program);
      return program;
    } catch (IOException e) {
      throw new UsageException(
          "A simulation needs a program compiled to WebAssembly, or a jar that holds a node built on"
              + " maelstrom-core, and "
              + bin
              + " is neither: "
              + e.getMessage()
              + ". To run it as a process leave out --simulate.");
    } catch (IllegalArgumentException e) {
      throw new UsageException("The node program of " + bin + ": " + e.getMessage());
    } catch (InvocationTargetException e) {
      throw new UsageException(
          "The node program of " + bin + " has failed in its main: " + e.getCause() + ".");
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new UsageException(
          "The node program of "
              + bin
              + " cannot be loaded ("
              + (e.getCause() == null ? e : e.getCause())
              + "); build it anew, against the bench's own maelstrom-core.");
    }
  }

  private static boolean isWasm(Path bin) {
    return bin.toString().endsWith(".wasm");
  }

  private static String mainClass(Path bin) throws IOException {
    Manifest manifest = manifest(bin);
    String name =
        manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    if (name == null) {
      throw new IOException("its manifest names no Main-Class");
    }
    return name;
  }

  private static Manifest manifest(Path bin) throws IOException {
    if (Files.isDirectory(bin)) {
      try (InputStream in = Files.newInputStream(bin.resolve(JarFile.MANIFEST_NAME))) {
        return new Manifest(in);
      }
    }
    try (JarFile jar = new JarFile(bin.toFile())) {
      return jar.getManifest();
    }
  }
}
