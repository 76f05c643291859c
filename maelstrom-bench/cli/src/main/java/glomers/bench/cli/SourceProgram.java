package glomers.bench.cli;

import glomers.bench.program.LoadedProgram;
import glomers.core.node.NodeProgram;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A node that is one Java source file, built on {@code maelstrom-core}. It is compiled against the
 * bench's own class path, so that trying an idea needs no project around it.
 */
final class SourceProgram {

  private final Path classes;
  private final String className;
  private final String classPath;

  private SourceProgram(Path classes, String className, String classPath) {
    this.classes = classes;
    this.className = className;
    this.classPath = classPath;
  }

  /** Whether the file is such a program, rather than one that can be run as it is. */
  static boolean isSource(Path bin) {
    return bin.toString().endsWith(".java") && !Files.isDirectory(bin);
  }

  /**
   * Compiles the file, into a folder that is gone when the bench ends.
   *
   * @throws UsageException if it does not compile, or has not one {@code main}
   */
  static SourceProgram compile(Path source) {
    try {
      Path classes = TemporaryFolder.create();
      String classPath = classes + File.pathSeparator + ownClassPath();
      compile(source, classes, classPath);
      return new SourceProgram(classes, programIn(classes, source), classPath);
    } catch (IOException e) {
      throw new UsageException("Cannot compile " + source + ": " + e);
    }
  }

  /**
   * The program itself, for a simulation.
   *
   * @param arguments its command line
   * @throws IllegalArgumentException if it runs no node, or its command line makes no sense
   */
  LoadedProgram load(List<String> arguments) throws IOException, ReflectiveOperationException {
    return LoadedProgram.load(classes, className, arguments);
  }

  /** The command that runs it as a process, by its own {@code main}, on the bench's own JDK. */
  List<String> command() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(
        java,
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-XX:+DisplayVMOutputToStderr",
        "--class-path",
        classPath,
        className);
  }

  /** Absolute, because nodes run in another folder. */
  private static String ownClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void compile(Path source, Path classes, String classPath) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new UsageException("To compile " + source + " the bench has to run on a JDK.");
    }
    var messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-d", classes.toString(), "--class-path", classPath, "-proc:none");
      if (!compiler
          .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
          .call()) {
        throw new UsageException(source + " does not compile:\n" + messages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String programIn(Path classes, Path source) throws IOException {
    URL[] urls = {classes.toUri().toURL()};
    List<String> programs = new ArrayList<>();
    try (var loader = new URLClassLoader(urls, NodeProgram.class.getClassLoader())) {
      for (String name : classNames(classes)) {
        if (LoadedProgram.hasMain(Class.forName(name, false, loader))) {
          programs.add(name);
        }
      }
    } catch (ClassNotFoundException | LinkageError e) {
      throw new UsageException("The classes of " + source + " cannot be loaded: " + e);
    }
    if (programs.size() != 1) {
      throw new UsageException(
          source + " holds " + programs.size() + " classes with a main; it has to be one.");
    }
    return programs.getFirst();
  }

  private static List<String> classNames(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .map(name -> name.replace(File.separatorChar, '.'))
          .sorted()
          .toList();
    }
  }
}
