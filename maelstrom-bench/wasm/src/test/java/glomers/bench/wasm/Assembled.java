package glomers.bench.wasm;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs that the tests write in WebAssembly's text form, which any machine can assemble. */
final class Assembled {

  private Assembled() {}

  /** Assembles a file that stands beside this class. */
  static WasmProgram resource(Path folder, String name) {
    try (InputStream text = Assembled.class.getResourceAsStream(name)) {
      return text(folder, new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Assembles a text. */
  static WasmProgram text(Path folder, String text) {
    return text(folder, text, WasmSettings.DEFAULTS);
  }

  static WasmProgram text(Path folder, String text, WasmSettings settings) {
    return program(folder, Wat2Wasm.parse(text), settings);
  }

  private static WasmProgram program(Path folder, byte[] module, WasmSettings settings) {
    try {
      Path file = Files.write(folder.resolve("node.wasm"), module);
      return WasmProgram.load(file, settings, new ClassCache(folder.resolve("cache")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
