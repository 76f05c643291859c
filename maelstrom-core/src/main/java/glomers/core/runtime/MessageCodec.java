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
 * the body to the verb's record. Unknown keys are ignored throughout. Where verb and numbers come
 * first in the body, as they do in what this writes, the two are one: the rest is bound on the way.
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
  private final Map<String, Verb> verbs = new HashMap<>();
  private final Map<Class<?>, ObjectReader> readersOfAnswers = new ConcurrentHashMap<>();

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
      boolean isRequest = Request.class.isAssignableFrom(family);
      String verb = verbOf(family);
      if (verbs.put(verb, new Verb(family, (isRequest ? requestBinder : binder), binder, isRequest))
          != null) {
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
    return decode(bytes, offset, length, verbs);
  }

  /** Reads a line, where bodies of the given verbs may be bound in their places. */
  private Inbound decode(byte[] bytes, int offset, int length, Map<String, Verb> inPlace) {
    Envelope envelope = new Envelope(bytes, offset, offset + length);
    try (JsonParser parser = binder.createParser(bytes, offset, length)) {
      envelope.read(parser, inPlace);
      if (parser.nextToken() != null) {
        return envelope.rejected(ErrorCode.MALFORMED_REQUEST, "something follows the message");
      }
    } catch (JacksonException e) {
      if (!inPlace.isEmpty()) {
        return decode(bytes, offset, length, Map.of()); // which tells whose fault it is
      }
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
    if (envelope.bound != null) {
      return envelope.delivered(envelope.bound);
    }
    Verb verb = verbs.get(envelope.verb);
    if (verb == null) {
      return envelope.rejected(
          ErrorCode.NOT_SUPPORTED,
          "this node does not know the verb '" + shorten(envelope.verb) + "'");
    }
    try {
      return envelope.delivered(verb.reader.readValue(bytes, body.offset(), body.length()));
    } catch (JacksonException e) {
      return envelope.rejected(
          ErrorCode.MALFORMED_REQUEST, "malformed " + envelope.verb + ": " + reason(e));
    }
  }

  <T extends Body> T bind(Inbound.RawBody body, Class<T> type) {
    ObjectReader reader = readersOfAnswers.get(type);
    if (reader == null) {
      reader = binder.readerFor(type);
      readersOfAnswers.put(type, reader);
    }
    return reader.readValue(body.bytes(), body.offset(), body.length());
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

  /** How the bodies of a verb are read: by themselves, or where they stand in their message. */
  private static final class Verb {

    /**
     * A request as short as this nests no deeper than requests may, and has no longer number, so
     * that it need not be read under limits of its own.
     */
    private static final int MAX_SHORT_BYTES = 400;

    private final boolean isRequest;
    private final boolean isRecord;
    private final ObjectReader reader;
    private final ObjectReader readerInPlace;

    /** The one value of a record without components, once there was one. */
    private volatile Body onlyValue;

    private final Class<? extends Body> type;

    Verb(Class<? extends Body> type, JsonMapper own, JsonMapper message, boolean isRequest) {
      this.type = type;
      this.isRequest = isRequest;
      this.isRecord = type.isRecord();
      this.reader = own.readerFor(type);
      this.readerInPlace =
          message.readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** Whether what is left of a message can be bound in its place. */
    boolean isReadInPlace(byte[] bytes, int from, int to) {
      return isRecord
          && (!isRequest || to - from <= MAX_SHORT_BYTES)
          && !hasHeader(bytes, from, to);
    }

    /** Whether a key may follow that is not the record's, but says what the message is. */
    private static boolean hasHeader(byte[] bytes, int from, int to) {
      for (int i = from; i < to - 1; i++) {
        if (bytes[i] == '"'
            && (isKey(Body.MSG_ID, bytes, i + 1, to)
                || isKey(Body.IN_REPLY_TO, bytes, i + 1, to)
                || isKey(Body.TYPE, bytes, i + 1, to))) {
          return true;
        }
      }
      return false;
    }

    private static boolean isKey(String key, byte[] bytes, int from, int to) {
      int end = from + key.length();
      if (end >= to || bytes[end] != '"') {
        return false;
      }
      for (int i = 0; i < key.length(); i++) {
        if (bytes[from + i] != key.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    /** Binds what follows up to the body's end. */
    Body readInPlace(JsonParser parser) {
      return readerInPlace.readValue(parser);
    }

    /** The value of a body without keys of its own, if that is always the same; else null. */
    Body onlyValue() {
      if (onlyValue == null && isRecord && type.getRecordComponents().length == 0) {
        onlyValue = reader.readValue("{}");
      }
      return onlyValue;
    }
  }

  /** What the first step finds. */
  private static final class Envelope {
    private final byte[] bytes;
    private final int offset;
    private final int end;
    String src = "";
    String dest = "";
    String verb = "";
    OptionalLong msgId = OptionalLong.empty();
    OptionalLong inReplyTo = OptionalLong.empty();
    int bodyStart = -1;
    int bodyEnd = -1;

    /** The body, if it was bound on the way. */
    Body bound;

    Envelope(byte[] bytes, int offset, int end) {
      this.bytes = bytes;
      this.offset = offset;
      this.end = end;
    }

    void read(JsonParser parser, Map<String, Verb> verbs) {
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
              bound = null;
              readBody(parser, verbs);
              bodyEnd = offset + (int) parser.currentLocation().getByteOffset();
            } else {
              parser.skipChildren();
            }
          }
          default -> parser.skipChildren();
        }
      }
    }

    private void readBody(JsonParser parser, Map<String, Verb> verbs) {
      String key;
      boolean isHeader = true;
      while ((key = parser.nextName()) != null) {
        if (isHeader && !isOfHeader(key)) {
          isHeader = false;
          Verb known = inReplyTo.isPresent() ? null : verbs.get(verb);
          int from = offset + (int) parser.currentTokenLocation().getByteOffset() + 1;
          if (known != null && known.isReadInPlace(bytes, from, end)) {
            bound = known.readInPlace(parser);
            return;
          }
        }
        JsonToken value = parser.nextToken();
        switch (key) {
          case Body.TYPE -> verb = text(parser, value);
          case Body.MSG_ID -> msgId = number(parser, value);
          case Body.IN_REPLY_TO -> inReplyTo = number(parser, value);
          default -> parser.skipChildren();
        }
      }
      Verb known = isHeader && inReplyTo.isEmpty() ? verbs.get(verb) : null;
      bound = known == null ? null : known.onlyValue();
    }

    private static boolean isOfHeader(String key) {
      return key.equals(Body.TYPE) || key.equals(Body.MSG_ID) || key.equals(Body.IN_REPLY_TO);
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

    Inbound delivered(Body body) {
      return new Inbound.Delivered(new Message<>(src, dest, body, msgId, OptionalLong.empty()));
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
      Class<?> type = message.body().getClass();
      BodyWriter writer = writerByBody.get(type);
      if (writer == null) {
        writer = writerByBody.computeIfAbsent(type, body -> BodyWriter.of(body, context));
      }
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
