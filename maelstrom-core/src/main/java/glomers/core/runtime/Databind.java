package glomers.core.runtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import glomers.core.message.Body;
import glomers.core.message.Message;
import glomers.core.message.Request;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
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
 * Jackson's own way with bodies: it decides what is not regular, and does everything for records
 * that were compiled without a {@link glomers.core.json.BodyCodec}. To find out about a record it
 * takes a cold process some ten milliseconds, and three megabytes; so it is there only from when it
 * is needed on.
 *
 * <p>Bodies are polymorphic for any Jackson mapper ({@code @JsonTypeInfo} on {@link Body}). Here
 * the verb is known when a body is bound, and is not looked for a second time.
 *
 * <p>Thread-safe.
 */
final class Databind {

  /** Binds bodies whose verb is known already. */
  private final JsonMapper binder;

  /** The same for requests. */
  private final JsonMapper requestBinder;

  private final ObjectWriter writer;
  private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

  Databind() {
    binder = mapper(JsonLimits.PEERS);
    requestBinder = mapper(JsonLimits.REQUESTS);
    writer = binder.writerFor(Message.class).without(StreamWriteFeature.AUTO_CLOSE_TARGET);
  }

  private static JsonMapper mapper(JsonLimits limits) {
    return JsonMapper.builder(limits.factory())
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

  /** Writes the message, without a line's end. */
  void encode(Message<?> message, OutputStream out) {
    writer.writeValue(out, message);
  }

  /**
   * A body as its record.
   *
   * @throws tools.jackson.core.JacksonException if it is none
   */
  <T extends Body> T bind(byte[] bytes, int offset, int length, Class<T> type) {
    ObjectReader reader = readers.get(type);
    if (reader == null) {
      JsonMapper mapper = Request.class.isAssignableFrom(type) ? requestBinder : binder;
      reader = mapper.readerFor(type);
      readers.put(type, reader);
    }
    return reader.readValue(bytes, offset, length);
  }

  /** Annotates {@link Body} for whoever knows the verb. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
  private interface VerbIsKnown {}

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
            MessageCodec.verbOf(body),
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
