package glomers.bench.perf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** One echo node as a process, to be measured. Not thread-safe. */
final class EchoProcess implements AutoCloseable {

  private static final String INIT =
      "{\"src\":\"c0\",\"dest\":\"n0\",\"body\":{\"type\":\"init\",\"msg_id\":0,"
          + "\"node_id\":\"n0\",\"node_ids\":[\"n0\"]}}\n";

  private final Process process;

  private EchoProcess(Process process) {
    this.process = process;
  }

  /** Starts the program. What it has to say goes to nowhere. */
  static EchoProcess start(List<String> command) {
    try {
      return new EchoProcess(new ProcessBuilder(command).redirectError(Redirect.DISCARD).start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.getFirst(), e);
    }
  }

  /** Sends {@code init} and waits for the answer. */
  void awaitInit() {
    try {
      input().write(INIT.getBytes(StandardCharsets.UTF_8));
      input().flush();
      StringBuilder answer = new StringBuilder();
      for (int b = output().read(); b != '\n'; b = output().read()) {
        if (b < 0) {
          throw new IllegalStateException("the node ended before it had answered init");
        }
        answer.append((char) b);
      }
      if (!answer.toString().contains("init_ok")) {
        throw new IllegalStateException("the node answered init with " + answer);
      }
    } catch (IOException e) {
      // Its end of the pipe is closed, which says no more than this.
      throw new IllegalStateException("the node ended before it had answered init");
    }
  }

  /** What goes to the node's STDIN. */
  OutputStream input() {
    return process.getOutputStream();
  }

  /** What comes from the node's STDOUT. */
  InputStream output() {
    return process.getInputStream();
  }

  /**
   * The most memory that the process ever held, in kilobytes, where the system tells (Linux does).
   */
  OptionalLong peakKilobytes() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (BufferedReader lines = Files.newBufferedReader(status)) {
      return lines
          .lines()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
