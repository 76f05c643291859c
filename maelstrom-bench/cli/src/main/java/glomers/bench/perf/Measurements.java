package glomers.bench.perf;

import glomers.bench.perf.EchoPerformance.Throughput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Figures of several programs that were taken in turns, so that what the machine does meanwhile
 * hits them alike, and ratios can be relied on. Medians are told.
 */
public final class Measurements implements AutoCloseable {

  private static final String EMPTY = "an empty JVM";

  private final int nodes;
  private final int messages;
  private final Path folder;
  private final Map<String, List<String>> started = new LinkedHashMap<>();
  private final Map<String, List<String>> measured = new LinkedHashMap<>();
  private final Map<String, List<Double>> startSeconds = new LinkedHashMap<>();
  private final Map<String, List<Double>> idleMegabytes = new LinkedHashMap<>();
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();
  private final Map<String, Boolean> isInOrder = new LinkedHashMap<>();

  /**
   * Figures of empty JVMs, and of what is added.
   *
   * @param java the program that starts a JVM
   * @param nodes how many to start at once
   * @param messages how many requests to send down a pipe
   */
  public Measurements(String java, int nodes, int messages) throws IOException {
    this.nodes = nodes;
    this.messages = messages;
    this.folder = Files.createTempDirectory("empty-jvm");
    // From a folder of its own: the bench's jar takes time to open.
    String file = EmptyJvm.class.getName().replace('.', '/') + ".class";
    Files.createDirectories(folder.resolve(file).getParent());
    try (InputStream code = EmptyJvm.class.getResourceAsStream("/" + file)) {
      Files.write(folder.resolve(file), code.readAllBytes());
    }
    addStart(
        EMPTY,
        java,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-cp",
        folder.toString(),
        EmptyJvm.class.getName());
  }

  /** Adds a program of which only the start is measured. */
  public void addStart(String name, String... command) {
    started.put(name, List.of(command));
  }

  /** Adds an echo node. */
  public void add(String name, List<String> command) {
    started.put(name, command);
    measured.put(name, command);
  }

  /**
   * Measures each figure of each program once.
   *
   * @throws IllegalStateException if one does not answer, or not rightly
   */
  public void run() throws IOException, InterruptedException {
    started.forEach((name, command) ->
        put(startSeconds, name, EchoPerformance.startNanos(command, nodes) / 1e9));
    for (Map.Entry<String, List<String>> program : started.entrySet()) {
      EchoPerformance.idleKilobytes(program.getValue())
          .ifPresent(kilobytes -> put(idleMegabytes, program.getKey(), kilobytes / 1024.0));
    }
    for (Map.Entry<String, List<String>> program : measured.entrySet()) {
      Throughput throughput = EchoPerformance.throughput(program.getValue(), messages);
      put(rates, program.getKey(), throughput.requestsPerSecond());
      isInOrder.merge(program.getKey(), throughput.isInOrder(), Boolean::logicalAnd);
    }
  }

  private static void put(Map<String, List<Double>> figures, String name, double value) {
    figures.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  /** What was measured, for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(nodes + " started at once, until the last has answered init:");
    table(startSeconds, "%8.2f s", lines);
    if (!idleMegabytes.isEmpty()) {
      lines.add("peak memory of an idle one:");
      table(idleMegabytes, "%8.0f MB", lines);
    }
    lines.add(
        String.format(Locale.ROOT, "%,d echo requests through one pipe, each a second:", messages));
    table(rates, "%,10.0f", lines);
    isInOrder.forEach((name, inOrder) ->
        lines.add("  " + name + ": none lost, " + (inOrder ? "in order" : "not in order")));
    return lines;
  }

  /** A line for each program, with its ratio to the first. */
  private static void table(Map<String, List<Double>> figures, String format, List<String> lines) {
    double first = median(figures.values().iterator().next());
    figures.forEach((name, values) ->
        lines.add(
            String.format(
                Locale.ROOT,
                format + "  %6.2f  %s",
                median(values),
                median(values) / first,
                name)));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  @Override
  public void close() {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
