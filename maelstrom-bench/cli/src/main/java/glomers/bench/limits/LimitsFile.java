package glomers.bench.limits;

import glomers.bench.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code limits.json} in a run's folder: what the run was held against, for its page. */
public final class LimitsFile {

  private static final String NAME = "limits.json";

  private LimitsFile() {}

  /** Writes it, instead of what was there. */
  public static void write(Path folder, Limits limits) throws IOException {
    ObjectNode json = Json.object();
    limits.messagesPerOperation().ifPresent(value -> json.put("messages-per-operation", value));
    limits.medianMillis().ifPresent(value -> json.put("median-millis", value));
    limits.maxMillis().ifPresent(value -> json.put("max-millis", value));
    Path unfinished = folder.resolve("." + NAME + ".unfinished");
    Files.writeString(unfinished, Json.pretty(json) + "\n", StandardCharsets.UTF_8);
    Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads it; no limits if there is none. */
  public static Limits read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Limits.NONE;
    }
    try {
      JsonNode json = Json.parse(Files.readAllBytes(file));
      return new Limits(
          number(json, "messages-per-operation"),
          number(json, "median-millis"),
          number(json, "max-millis"));
    } catch (JacksonException e) {
      throw new IOException(file + " is no JSON any more: " + e.getOriginalMessage(), e);
    }
  }

  private static OptionalDouble number(JsonNode json, String key) {
    return json.path(key).isNumber()
        ? OptionalDouble.of(json.path(key).asDouble())
        : OptionalDouble.empty();
  }
}
