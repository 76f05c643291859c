package glomers.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.json.BodyCodec;
import glomers.core.json.OtherKeys;
import glomers.core.message.Body;
import glomers.core.message.Message;
import glomers.core.node.NodeProgram;
import glomers.core.testing.RandomValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks that the codecs which are written for records do what Jackson does with the same records:
 * with values drawn at random they write the same bytes; what they read is equal; and what they
 * read of bodies that were spoilt at random is equal, too, where they don't leave it to Jackson.
 */
public final class CodecAgreement {

  private static final int VALUES = 50 * Integer.getInteger("simulated.times", 1);
  private static final int SPOILT_OF_EACH = 10;

  private final Databind jackson = new Databind();
  private final JsonFactory factory = JsonLimits.PEERS.factory();
  private final SplittableRandom random = new SplittableRandom(1);
  private final RandomValues values = new RandomValues(random);

  private CodecAgreement() {}

  /** Checks all records of the sealed families; each has to have its codec. */
  @SafeVarargs
  public static void check(Class<? extends Body>... families) {
    var agreement = new CodecAgreement();
    for (Class<? extends Body> family : families) {
      leaves(family).forEach(agreement::checkBody);
    }
  }

  /** Checks that the lines by which a program is warmed up are such as it meets when it runs. */
  public static void checkRehearsal(NodeProgram<?, ?> program) throws IOException {
    MessageCodec codec = NodeHost.codecFor(program);
    for (String line : Rehearsal.script()) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      assertThat(codec.decodeAtOnce(bytes, 0, bytes.length)).as(line).isPresent();
    }
  }

  private static Stream<Class<? extends Body>> leaves(Class<? extends Body> family) {
    return family.isSealed()
        ? Stream.of(family.getPermittedSubclasses())
            .flatMap(member -> leaves(member.asSubclass(Body.class)))
        : Stream.of(family);
  }

  private <B extends Body> void checkBody(Class<B> type) {
    Optional<BodyCodec<B>> codec = BodyCodecs.of(type);
    assertThat(codec).as("the codec of " + type).isPresent();
    for (int i = 0; i < VALUES; i++) {
      B body = type.cast(values.of(type));
      var message = new Message<>("n1", "n2", body);
      var expected = new ByteArrayOutputStream();
      jackson.encode(message, expected);
      var written = new ByteArrayOutputStream();
      new MessageCodec().encode(message, written);
      String line = expected.toString(StandardCharsets.UTF_8);
      assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(line);

      JsonNode json = JsonMapper.shared().readTree(line).get("body");
      assertThat(read(json, codec.get(), type))
          .as("what is regular is left to nobody: " + json)
          .isPresent();
      for (int j = 0; j < SPOILT_OF_EACH; j++) {
        JsonNode spoilt = json.deepCopy();
        spoil(spoilt);
        read(spoilt, codec.get(), type);
      }
    }
  }

  private <B extends Body> Optional<B> read(JsonNode json, BodyCodec<B> codec, Class<B> type) {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    B body;
    try (JsonParser parser =
        JsonLimits.PEERS
            .factory()
            .createParser(ObjectReadContext.empty(), bytes, 0, bytes.length)) {
      parser.nextToken();
      body = codec.readKeys(parser, OtherKeys.IGNORED);
    } catch (RuntimeException e) {
      return Optional.empty(); // left to Jackson
    }
    assertThat(body)
        .as("what the codec reads is what Jackson reads: " + json)
        .isEqualTo(jackson.bind(bytes, 0, bytes.length, type));
    return Optional.of(body);
  }

  /** Takes something away, adds something, or puts something else in its place. */
  private void spoil(JsonNode json) {
    List<JsonNode> containers = new ArrayList<>();
    collectContainers(json, containers);
    switch (containers.get(random.nextInt(containers.size()))) {
      case ObjectNode object -> {
        List<String> keys = new ArrayList<>(object.propertyNames());
        keys.add("unknown");
        String key = keys.get(random.nextInt(keys.size()));
        if (random.nextBoolean()) {
          object.remove(key);
        } else {
          object.set(key, values.json());
        }
      }
      case ArrayNode array -> {
        int place = array.isEmpty() ? 0 : random.nextInt(array.size());
        switch (random.nextInt(3)) {
          case 0 -> array.remove(place);
          case 1 -> array.insert(place, values.json());
          default -> {
            if (!array.isEmpty()) {
              array.set(place, values.json());
            }
          }
        }
      }
      default -> throw new AssertionError("no container");
    }
  }

  private static void collectContainers(JsonNode json, List<JsonNode> containers) {
    if (json.isContainer()) {
      containers.add(json);
      json.forEach(child -> collectContainers(child, containers));
    }
  }
}
