package glomers.bench.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node that is a source file in a language that compiles to WebAssembly: compiled by the
 * machine's own compiler, so that trying an idea takes one command.
 */
final class WasmSource {

  private static final Pattern GO_VERSION = Pattern.compile("go1\\.(\\d+)");
  private static final int FIRST_GO_WITH_WASI = 21;

  /** What Rust calls WASI, preview 1, the newest name first. */
  private static final List<String> RUST_TARGETS = List.of("wasm32-wasip1", "wasm32-wasi");

  /** The languages, each with what to install. */
  private enum Language {
    GO(".go", "go", "Go 1.21 or newer, from https://go.dev/dl"),
    RUST(".rs", "rustc", "Rust, from https://rustup.rs, then run: rustup target add wasm32-wasip1"),
    C(
        ".c",
        "clang",
        "clang with WASI's library; on Debian: clang lld wasi-libc libclang-rt-dev-wasm32"),
    ZIG(".zig", "zig", "Zig, from https://ziglang.org/download");

    private final String suffix;
    private final String compiler;
    private final String toInstall;

    Language(String suffix, String compiler, String toInstall) {
      this.suffix = suffix;
      this.compiler = compiler;
      this.toInstall = toInstall;
    }

    static Optional<Language> of(Path bin) {
      for (Language language : values()) {
        if (bin.toString().endsWith(language.suffix)) {
          return Optional.of(language);
        }
      }
      return Optional.empty();
    }
  }

  private final Path source;
  private final Language language;

  private WasmSource(Path source, Language language) {
    this.source = source;
    this.language = language;
  }

  /** The file as such a source, if it is one. */
  static Optional<WasmSource> of(Path bin) {
    return Files.isDirectory(bin)
        ? Optional.empty()
        : Language.of(bin).map(language -> new WasmSource(bin, language));
  }

  /**
   * Compiles it, into a folder that is gone when the bench ends.
   *
   * @return the module
   * @throws UsageException if there is no compiler, or it does not compile
   */
  Path compile() {
    requireCompiler();
    Path module = TemporaryFolder.create().resolve(moduleName());
    String out = module.toAbsolutePath().toString();
    String file = source.getFileName().toString();
    switch (language) {
      case GO -> compileGo(out, file);
      case RUST ->
          build(List.of("rustc", "--target", rustTarget(), "-O", "-o", out, file), Map.of());
      case C -> build(List.of("clang", "--target=wasm32-wasi", "-O2", "-o", out, file), Map.of());
      case ZIG ->
          build(
              List.of(
                  "zig",
                  "build-exe",
                  "-target",
                  "wasm32-wasi",
                  "-O",
                  "ReleaseSafe",
                  "-femit-bin=" + out,
                  file),
              Map.of());
    }
    return module;
  }

  private String moduleName() {
    String name = source.getFileName().toString();
    return name.substring(0, name.length() - language.suffix.length()) + ".wasm";
  }

  private void requireCompiler() {
    if (output(
            List.of(
                language.compiler,
                language == Language.GO || language == Language.ZIG ? "version" : "--version"))
        .isEmpty()) {
      throw new UsageException(
          "To compile "
              + source
              + " there has to be a program "
              + language.compiler
              + ". Install "
              + language.toInstall
              + ". Or compile it where there is one, for WASI, and give --bin the .wasm.");
    }
  }

  /** The file's whole package, if it belongs to a module. */
  private void compileGo(String out, String file) {
    String version = output(List.of("go", "version")).orElse("");
    Matcher number = GO_VERSION.matcher(version);
    if (number.find() && Integer.parseInt(number.group(1)) < FIRST_GO_WITH_WASI) {
      throw new UsageException(
          "To compile "
              + source
              + " it takes "
              + Language.GO.toInstall
              + "; there is "
              + version.strip()
              + ".");
    }
    build(
        List.of("go", "build", "-o", out, belongsToModule() ? "." : file),
        Map.of("GOOS", "wasip1", "GOARCH", "wasm"));
  }

  private boolean belongsToModule() {
    for (Path folder = folder(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("go.mod"))) {
        return true;
      }
    }
    return false;
  }

  private Path folder() {
    return source.toAbsolutePath().normalize().getParent();
  }

  private String rustTarget() {
    String libraries = output(List.of("rustc", "--print", "sysroot")).orElse("").strip();
    for (String target : RUST_TARGETS) {
      if (Files.isDirectory(Path.of(libraries, "lib", "rustlib", target))) {
        return target;
      }
    }
    throw new UsageException(
        "To compile "
            + source
            + " Rust has to know WASI. Run: rustup target add "
            + RUST_TARGETS.getFirst()
            + ". Or compile it where there is one that does, and give --bin the .wasm.");
  }

  private void build(List<String> command, Map<String, String> environment) {
    try {
      Process process = start(command, environment);
      String messages = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new UsageException(
            source
                + " does not compile. "
                + String.join(" ", command)
                + " said:\n"
                + messages.strip());
      }
    } catch (IOException e) {
      throw new UsageException("Cannot compile " + source + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException("Was interrupted when it compiled " + source + ".");
    }
  }

  /** What a command prints; empty if there is no such program, or it fails. */
  private Optional<String> output(List<String> command) {
    try {
      Process process = start(command, Map.of());
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Process start(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder().toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
