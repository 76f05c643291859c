package glomers.bench.wasm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.internal.ByteClassCollector;
import run.endive.compiler.internal.Compiler;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;

/**
 * What a module was compiled to: classes of the JVM, and what is left of the module without its
 * code. Can be written to a file and read again.
 *
 * @param mainClass the name of the class that runs an instance
 * @param classes the classes' files by their names
 * @param module the module itself; the code of its functions is in the classes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ModuleClasses(String mainClass, Map<String, byte[]> classes, byte[] module) {

  private static final String MAIN_CLASS = "main-class";
  private static final String MODULE = "module.wasm";

  /**
   * Compiles a module.
   *
   * @param bytes the module's file
   * @param module the same, read
   */
  static ModuleClasses compile(byte[] bytes, WasmModule module) {
    var result =
        Compiler.builder(module)
            .withInterpreterFallback(InterpreterFallback.SILENT) // of what is too long for a method
            .withClassCollectorFactory(ByteClassCollector::new)
            .build()
            .compile();
    Map<String, byte[]> classes = new TreeMap<>();
    // Of some classes it tells the internal name.
    result
        .classBytes()
        .forEach((name, file) -> classes.put(name.replace('/', '.'), TurnCounts.addTo(file)));
    return new ModuleClasses(
        result.collector().mainClassName(),
        classes,
        StrippedModule.of(
            bytes,
            result.interpretedFunctions(),
            module.importSection().count(ExternalType.FUNCTION)));
  }

  /** As a file. */
  byte[] toBytes() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_SPEED);
      write(zip, MAIN_CLASS, mainClass.getBytes(StandardCharsets.UTF_8));
      write(zip, MODULE, module);
      for (Map.Entry<String, byte[]> each : classes.entrySet()) {
        write(zip, each.getKey(), each.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  /**
   * Reads what {@link #toBytes} has made.
   *
   * @throws IOException if it is something else
   */
  static ModuleClasses read(byte[] bytes) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      ZipEntry entry;
      while ((entry = zip.getNextEntry()) != null) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    byte[] mainClass = entries.remove(MAIN_CLASS);
    byte[] module = entries.remove(MODULE);
    if (mainClass == null || module == null) {
      throw new IOException("no compiled module");
    }
    return new ModuleClasses(new String(mainClass, StandardCharsets.UTF_8), entries, module);
  }

  /** Loads the classes, and makes of an instance what runs it. */
  Function<Instance, Machine> load() {
    try {
      Constructor<? extends Machine> constructor =
          new Loader(classes)
              .loadClass(mainClass)
              .asSubclass(Machine.class)
              .getConstructor(Instance.class);
      return instance -> {
        try {
          return constructor.newInstance(instance);
        } catch (InvocationTargetException e) {
          throw e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      };
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("what the compiler has made cannot be loaded", e);
    }
  }

  /** Each class when it is first used. */
  private static final class Loader extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(Instance.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
