package glomers.bench.store;

import glomers.bench.engine.Clock;
import glomers.bench.json.Json;
import glomers.bench.options.TestOptions;
import glomers.bench.plan.Plan;
import glomers.bench.plan.PlanFormatException;
import glomers.bench.plan.PlanReader;
import glomers.bench.plan.PlanWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What there is to be known of a run before it is over.
 *
 * @param title what is tested, in a line
 * @param command how to have the run again
 * @param process the bench's process
 * @param processStart when that began
 */
public record UnfinishedRun(
    String title, String command, TestOptions options, long process, String processStart) {

  /** A run of this very process. */
  public static UnfinishedRun ofThisProcess(String title, String command, TestOptions options) {
    ProcessHandle self = ProcessHandle.current();
    return new UnfinishedRun(title, command, options, self.pid(), start(self));
  }

  /** Whether the bench is still at it. */
  public boolean isGoingOn() {
    Optional<ProcessHandle> found = ProcessHandle.of(process);
    return found
        .filter(ProcessHandle::isAlive)
        .map(UnfinishedRun::start)
        .equals(Optional.of(processStart));
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  /** It as a file's text. The options are written as in a plan in which nothing happens. */
  String write() {
    ObjectNode json = Json.object();
    json.put("title", title);
    json.put("command", command);
    json.put("process", process);
    json.put("processStart", processStart);
    json.set(
        "plan",
        Json.parse(
            PlanWriter.write(
                new Plan(
                    Clock.REAL,
                    options,
                    List.of(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    new TreeMap<>(),
                    0,
                    false))));
    return Json.pretty(json) + "\n";
  }

  /**
   * Reads what was written.
   *
   * @throws IOException if that is not possible
   */
  static UnfinishedRun read(Path file) throws IOException {
    try {
      JsonNode json = Json.parse(Files.readAllBytes(file));
      return new UnfinishedRun(
          json.required("title").asString(),
          json.required("command").asString(),
          PlanReader.read(json.required("plan").toString()).options(),
          json.required("process").asLong(),
          json.required("processStart").asString());
    } catch (JacksonException | PlanFormatException e) {
      throw new IOException(file + " cannot be understood: " + e.getMessage(), e);
    }
  }
}
