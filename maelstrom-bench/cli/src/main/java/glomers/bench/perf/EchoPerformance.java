package glomers.bench.perf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Measures an echo node: how soon many of them are up, what one holds, and how much goes through
 * one.
 */
public final class EchoPerformance {

  private static final int IDLE_MILLIS = 1_000;
  private static final Pattern IN_REPLY_TO = Pattern.compile("\"in_reply_to\":\\s*(\\d+)");

  /**
   * How much went through one node.
   *
   * @param isInOrder whether the answers came in the order of the requests
   */
  public record Throughput(double requestsPerSecond, boolean isInOrder) {}

  private EchoPerformance() {}

  /**
   * Starts that many nodes at once, and returns the time until the last has answered {@code init}.
   */
  public static long startNanos(List<String> command, int nodes) {
    long start = System.nanoTime();
    List<EchoProcess> processes = new ArrayList<>();
    try {
      for (int i = 0; i < nodes; i++) {
        processes.add(EchoProcess.start(command));
      }
      List<CompletableFuture<Void>> answers =
          processes.stream()
              .map(process ->
                  CompletableFuture.runAsync(process::awaitInit, Thread::startVirtualThread))
              .toList();
      answers.forEach(CompletableFuture::join);
      return System.nanoTime() - start;
    } finally {
      processes.forEach(EchoProcess::close);
    }
  }

  /**
   * The peak memory in kilobytes of a node that has answered {@code init} and then has nothing to
   * do.
   */
  public static OptionalLong idleKilobytes(List<String> command) throws InterruptedException {
    try (EchoProcess process = EchoProcess.start(command)) {
      process.awaitInit();
      TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
      return process.peakKilobytes();
    }
  }

  /**
   * Sends that many echo requests down the pipe of one node that is up, as fast as it takes them,
   * and then ends its input.
   *
   * @throws IllegalStateException if an answer is missing
   */
  public static Throughput throughput(List<String> command, int requests) throws IOException {
    byte[] input = requests(requests);
    try (EchoProcess process = EchoProcess.start(command)) {
      process.awaitInit();
      long start = System.nanoTime();
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> write(process, input), Thread::startVirtualThread);
      var output = new ByteArrayOutputStream(input.length + input.length / 4);
      process.output().transferTo(output);
      long nanos = System.nanoTime() - start;
      writing.join();
      return new Throughput(
          requests / (nanos / 1e9),
          checkAnswers(output.toString(StandardCharsets.UTF_8), requests));
    }
  }

  private static void write(EchoProcess process, byte[] input) {
    try (OutputStream out = process.input()) {
      out.write(input);
    } catch (IOException e) {
      throw new UncheckedIOException("the node stopped reading", e);
    }
  }

  /** As Maelstrom would write them. */
  private static byte[] requests(int count) {
    StringBuilder lines = new StringBuilder(count * 100);
    IntStream.rangeClosed(1, count)
        .forEach(i ->
            lines
                .append("{\"id\":")
                .append(i)
                .append(",\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"echo\":\"Please echo ")
                .append(i % 128)
                .append("\",\"type\":\"echo\",\"msg_id\":")
                .append(i)
                .append("}}\n"));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Makes sure that each request has its answer; returns whether they came in order. */
  private static boolean checkAnswers(String output, int requests) {
    boolean isInOrder = true;
    int count = 0;
    BitSet answered = new BitSet(requests + 1);
    List<String> lines = output.lines().toList();
    for (String line : lines) {
      Matcher number = IN_REPLY_TO.matcher(line);
      int request = number.find() ? Integer.parseInt(number.group(1)) : 0;
      if (request < 1
          || request > requests
          || answered.get(request)
          || !line.contains("\"Please echo " + request % 128 + "\"")) {
        throw new IllegalStateException("it answered " + line);
      }
      isInOrder &= request == ++count;
      answered.set(request);
    }
    if (lines.size() < requests) {
      throw new IllegalStateException(
          "answer " + answered.nextClearBit(1) + " of " + requests + " is missing");
    }
    return isInOrder;
  }
}
