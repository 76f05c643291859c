package glomers.bench.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A command line as it can be pasted into a shell. */
final class CommandText {

  private CommandText() {}

  /** What says which seeds of a sweep to run, not what a test is like. */
  private static final Set<String> REPETITIONS =
      Set.of("--seed", "--runs", "--test-count", "--shard", "--results");

  /** The command of this program that these words make. */
  static String of(List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(program());
    arguments.forEach(argument -> words.add(quote(argument)));
    return String.join(" ", words);
  }

  /** The command that repeats one seed of a test, once. */
  static String repeating(List<String> arguments, long seed) {
    return repeating(arguments, "--seed " + seed);
  }

  /** The command that sweeps over one seed alone, and so repeats it even if it is valid. */
  static String sweepingOver(List<String> arguments, long seed) {
    return repeating(arguments, "--seed " + seed + " --runs 1");
  }

  private static String repeating(List<String> arguments, String repetition) {
    List<String> words = new ArrayList<>();
    words.add(program());
    boolean isOptions = true;
    boolean isSeedGiven = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (isOptions && argument.equals("--")) {
        words.add(repetition);
        isSeedGiven = true;
        isOptions = false;
      }
      if (isOptions && REPETITIONS.contains(argument)) {
        i++;
      } else if (!isOptions || !argument.matches("--(seed|runs|test-count|shard|results)=.*")) {
        words.add(quote(argument));
      }
    }
    if (!isSeedGiven) {
      words.add(repetition);
    }
    return String.join(" ", words);
  }

  /** How this program was started: as its jar, which is a program itself, if it was. */
  private static String program() {
    String classPath = System.getProperty("java.class.path", "");
    Path jar = Path.of(classPath);
    if (classPath.isEmpty() || !Files.isRegularFile(jar)) {
      return "maelstrom-bench"; // several places, as in tests
    }
    String text = quote(jar.getNameCount() == 1 ? "./" + jar : jar.toString());
    return Files.isExecutable(jar) ? text : "java -jar " + text;
  }

  /** The words that start this very program anew. */
  static List<String> ownCommand() {
    String java = ProcessHandle.current().info().command().orElse("java");
    String classPath = System.getProperty("java.class.path", "");
    Path jar = Path.of(classPath.split(File.pathSeparator)[0]);
    if (!Files.isRegularFile(jar) || classPath.contains(File.pathSeparator)) {
      return List.of(java, "-cp", classPath, Main.class.getName());
    }
    String file = jar.toAbsolutePath().toString();
    return Files.isExecutable(jar) ? List.of(file) : List.of(java, "-jar", file);
  }

  private static String quote(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
