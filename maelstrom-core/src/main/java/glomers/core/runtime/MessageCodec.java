package glomers.core.runtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.message.Body;
import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;
import glomers.core.message.Init;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.Request;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.NameTransformer;

/**
 * Turns lines into messages and back. The one place that knows where {@code msg_id} and {@code
 * in_reply_to} stand on the wire.
 *
 * <p>A line is read in two steps. The first finds sender, receiver, verb and numbers, and needs no
 * type; so even of a line that turns out to be broken it is known whom to tell. The second binds
 * the body to the verb's record. Unknown keys are ignored throughout.
 *
 * <p>Bodies are polymorphic for any Jackson mapper ({@code @JsonTypeInfo} on {@link Body}). Here
 * the verb is known when a body is bound, and is not looked for a second time: which record it
 * stands for is looked up by {@code @JsonTypeName}, in both directions. What comes out is the same;
 * Jackson's own way takes up to 5 % more processor time for reading where {@code type} is a short
 * body's first key and 15 to 18 % more where it comes later. And it wants one record for each verb,
 * while {@code read_ok} is one thing in a workload and another in a key-value service, so that
 * answers are bound to what their call expects.
 *
 * <p>Thread-safe.
 */
public final class MessageCodec {

  private static final int MAX_QUOTED_CHARS = 120;

  /**
   * How deeply a request may be nested. A node wraps what its clients give it some levels deeper
   * when it tells its peers, and those have to be able to read that.
   */
  private static final int MAX_REQUEST_DEPTH = 400;

  private static final int MAX_DEPTH = 500;

  /**
   * How many characters a number in a request may have. Written again it may take some more ({@code
   * 12e3} becomes {@code 1.2E+4}), and a node's peers have to be able to read that, too.
   */
  private static final int MAX_REQUEST_NUMBER_CHARS = 1_000;

  private static final int MAX_NUMBER_CHARS = 1_100;

  /** Binds bodies whose verb is known already. */
  private final JsonMapper binder;

  /** The same for requests. */
  private final JsonMapper requestBinder;

  private final ObjectWriter writer;
  private final Map<String, ObjectReader> readerByVerb = new HashMap<>();

  /** A codec that understands {@code init} and the verbs of the given sealed families. */
  @SafeVarargs
  public MessageCodec(Class<? extends Body>... families) {
    binder = mapper(MAX_DEPTH, MAX_NUMBER_CHARS);
    requestBinder = mapper(MAX_REQUEST_DEPTH, MAX_REQUEST_NUMBER_CHARS);
    writer = binder.writerFor(Message.class).without(StreamWriteFeature.AUTO_CLOSE_TARGET);
    register(Init.class);
    for (Class<? extends Body> family : families) {
      register(family);
    }
  }

  private static JsonMapper mapper(int maxDepth, int maxNumberChars) {
    JsonFactory factory =
        JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxNumberLength(maxNumberChars)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .addMixIn(Body.class, VerbIsKnown.class)
        .addModule(new SimpleModule().addSerializer(new MessageSerializer()))
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        // A value of a client's comes back as it was, beyond what a double can hold, too.
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .withCoercionConfig(
            LogicalType.Textual,
            config ->
                config
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.ALWAYS))
        .build();
  }

  private void register(Class<? extends Body> family) {
    if (family.isSealed()) {
      for (Class<?> member : family.getPermittedSubclasses()) {
        register(member.asSubclass(Body.class));
      }
    } else if (family != PeerMessage.class) {
      JsonMapper mapper = Request.class.isAssignableFrom(family) ? requestBinder : binder;
      String verb = verbOf(family);
      if (readerByVerb.put(verb, mapper.readerFor(family)) != null) {
        throw new IllegalArgumentException("two bodies share the verb '" + verb + "'");
      }
    }
  }

  private static String verbOf(Class<?> body) {
    JsonTypeName name = body.getAnnotation(JsonTypeName.class);
    if (name == null) {
      throw new IllegalArgumentException(
          body.getName()
              + (body.isInterface()
                  ? " is no family of verbs: it has to be sealed"
                  : " names no verb: it lacks @JsonTypeName"));
    }
    return name.value();
  }

  /** Writes the message, without a line's end. */
  public void encode(Message<?> message, OutputStream out) {
    writer.writeValue(out, message);
  }

  /** Reads a line. Never throws: what makes no sense comes back as {@link Inbound.Rejected}. */
  public Inbound decode(byte[] bytes, int offset, int length) {
    Envelope envelope = new Envelope();
    try (JsonParser parser = binder.createParser(bytes, offset, length)) {
      envelope.read(parser, offset);
      if (parser.nextToken() != null) {
        return envelope.rejected(ErrorCode.MALFORMED_REQUEST, "something follows the message");
      }
    } catch (JacksonException e) {
      return envelope.rejected(ErrorCode.MALFORMED_REQUEST, "not a JSON message: " + reason(e));
    }
    String flaw = envelope.flaw();
    if (flaw != null) {
      return envelope.rejected(ErrorCode.MALFORMED_REQUEST, flaw);
    }
    var body = new Inbound.RawBody(this, bytes, envelope.bodyStart, envelope.bodyLength());
    if (envelope.inReplyTo.isPresent()) {
      return new Inbound.Response(
          envelope.src, envelope.inReplyTo.getAsLong(), "error".equals(envelope.verb), body);
    }
    ObjectReader reader = readerByVerb.get(envelope.verb);
    if (reader == null) {
      return envelope.rejected(
          ErrorCode.NOT_SUPPORTED,
          "this node does not know the verb '" + shorten(envelope.verb) + "'");
    }
    try {
      Body bound = reader.readValue(bytes, body.offset(), body.length());
      return new Inbound.Delivered(
          new Message<>(envelope.src, envelope.dest, bound, envelope.msgId, OptionalLong.empty()));
    } catch (JacksonException e) {
      return envelope.rejected(
          ErrorCode.MALFORMED_REQUEST, "malformed " + envelope.verb + ": " + reason(e));
    }
  }

  <T extends Body> T bind(Inbound.RawBody body, Class<T> type) {
    return binder.readerFor(type).readValue(body.bytes(), body.offset(), body.length());
  }

  private static String reason(JacksonException e) {
    return shorten(e.getOriginalMessage());
  }

  private static String shorten(String text) {
    return text.length() <= MAX_QUOTED_CHARS ? text : text.substring(0, MAX_QUOTED_CHARS) + "…";
  }

  /** Annotates {@link Body} for whoever knows the verb. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
  private interface VerbIsKnown {}

  /** What the first step finds. */
  private static final class Envelope {
    String src = "";
    String dest = "";
    String verb = "";
    OptionalLong msgId = OptionalLong.empty();
    OptionalLong inReplyTo = OptionalLong.empty();
    int bodyStart = -1;
    int bodyEnd = -1;

    void read(JsonParser parser, int offset) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      String key;
      while ((key = parser.nextName()) != null) {
        JsonToken value = parser.nextToken();
        switch (key) {
          case "src" -> src = text(parser, value);
          case "dest" -> dest = text(parser, value);
          case "body" -> {
            if (value == JsonToken.START_OBJECT) {
              bodyStart = offset + (int) parser.currentTokenLocation().getByteOffset();
              readBody(parser);
              bodyEnd = offset + (int) parser.currentLocation().getByteOffset();
            } else {
              parser.skipChildren();
            }
          }
          default -> parser.skipChildren();
        }
      }
    }

    private void readBody(JsonParser parser) {
      String key;
      while ((key = parser.nextName()) != null) {
        JsonToken value = parser.nextToken();
        switch (key) {
          case Body.TYPE -> verb = text(parser, value);
          case Body.MSG_ID -> msgId = number(parser, value);
          case Body.IN_REPLY_TO -> inReplyTo = number(parser, value);
          default -> parser.skipChildren();
        }
      }
    }

    private static String text(JsonParser parser, JsonToken value) {
      if (value == JsonToken.VALUE_STRING) {
        return parser.getString();
      }
      parser.skipChildren();
      return "";
    }

    private static OptionalLong number(JsonParser parser, JsonToken value) {
      if (value == JsonToken.VALUE_NUMBER_INT) {
        return OptionalLong.of(parser.getLongValue());
      }
      parser.skipChildren();
      return OptionalLong.empty();
    }

    int bodyLength() {
      return bodyEnd - bodyStart;
    }

    String flaw() {
      if (src.isEmpty()) {
        return "no message: it lacks a text 'src'";
      }
      if (dest.isEmpty()) {
        return "no message: it lacks a text 'dest'";
      }
      if (bodyStart < 0) {
        return "no message: it lacks an object 'body'";
      }
      return verb.isEmpty() ? "the body lacks a text 'type'" : null;
    }

    Inbound rejected(ErrorCode code, String text) {
      return new Inbound.Rejected(src, msgId, new ErrorReply(code, text));
    }
  }

  /**
   * Puts {@code type}, {@code msg_id} and {@code in_reply_to} beside the body's own keys. A body
   * within a body has none of these.
   */
  private static final class MessageSerializer extends StdSerializer<Message<?>> {
    private final Map<Class<?>, BodyWriter> writerByBody = new ConcurrentHashMap<>();

    /** How a type of body is written: what its verb is, and what writes its own keys. */
    private record BodyWriter(String verb, ValueSerializer<Object> keys) {

      static BodyWriter of(Class<?> body, SerializationContext context) {
        return new BodyWriter(
            verbOf(body),
            context.findRootValueSerializer(body).unwrappingSerializer(NameTransformer.NOP));
      }
    }

    MessageSerializer() {
      super(Message.class);
    }

    @Override
    public void serialize(Message<?> message, JsonGenerator out, SerializationContext context) {
      BodyWriter writer =
          writerByBody.computeIfAbsent(
              message.body().getClass(), body -> BodyWriter.of(body, context));
      out.writeStartObject(message);
      out.writeStringProperty("src", message.src());
      out.writeStringProperty("dest", message.dest());
      out.writeObjectPropertyStart("body");
      out.writeStringProperty(Body.TYPE, writer.verb);
      writeNumber(Body.MSG_ID, message.msgId(), out);
      writeNumber(Body.IN_REPLY_TO, message.inReplyTo(), out);
      writer.keys.serialize(message.body(), out, context);
      out.writeEndObject();
      out.writeEndObject();
    }

    private static void writeNumber(String key, OptionalLong number, JsonGenerator out) {
      if (number.isPresent()) {
        out.writeNumberProperty(key, number.getAsLong());
      }
    }
  }
}
