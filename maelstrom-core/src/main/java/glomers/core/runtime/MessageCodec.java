package glomers.core.runtime;

import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.json.BodyCodec;
import glomers.core.json.OtherKeys;
import glomers.core.message.Body;
import glomers.core.message.ErrorCode;
import glomers.core.message.Init;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns lines into messages and back. The one place that knows where {@code msg_id} and {@code
 * in_reply_to} stand on the wire.
 *
 * <p>A regular line, whose verb's record was compiled with a {@link BodyCodec}, is read at once.
 * Any other is read in two steps. The first finds sender, receiver, verb and numbers, and needs no
 * type; so even of a line that turns out to be broken it is known whom to tell. The second binds
 * the body to the verb's record, which is Jackson's work; what comes out is the same. Unknown keys
 * are ignored throughout.
 *
 * <p>Which record a verb stands for is looked up by {@code @JsonTypeName}, among the verbs that the
 * program understands: {@code read_ok} is one thing in a workload and another in a key-value
 * service, so that answers are bound to what their call expects.
 *
 * <p>Thread-safe.
 */
public final class MessageCodec {

  private static final int MAX_QUOTED_CHARS = 120;
  private static final SerializableString SRC = new SerializedString("src");
  private static final SerializableString DEST = new SerializedString("dest");
  private static final SerializableString BODY = new SerializedString("body");
  private static final SerializableString TYPE = new SerializedString(Body.TYPE);
  private static final SerializableString MSG_ID = new SerializedString(Body.MSG_ID);
  private static final SerializableString IN_REPLY_TO = new SerializedString(Body.IN_REPLY_TO);

  private final JsonFactory peers = JsonLimits.PEERS.factory();

  /** For lines that are read at once, whatever they turn out to be. */
  private final JsonFactory regular = JsonLimits.REQUESTS_WITHIN_LINE.factory();

  private final Names names = new Names();
  private final Map<String, Class<? extends Body>> bodyByVerb = new HashMap<>();
  private final RegularVerbs regularVerbs = new RegularVerbs();

  /** What Jackson finds out about records takes its time and is shared by all. */
  private static final class Jackson {
    static final Databind DATABIND = new Databind();
  }

  /** A codec that understands {@code init} and the verbs of the given sealed families. */
  @SafeVarargs
  public MessageCodec(Class<? extends Body>... families) {
    register(Init.class);
    for (Class<? extends Body> family : families) {
      register(family);
    }
  }

  private void register(Class<? extends Body> family) {
    if (family.isSealed()) {
      for (Class<?> member : family.getPermittedSubclasses()) {
        register(member.asSubclass(Body.class));
      }
    } else if (family != PeerMessage.class) {
      Optional<? extends BodyCodec<? extends Body>> codec = BodyCodecs.of(family);
      String verb = codec.isPresent() ? codec.get().verb() : verbOf(family);
      if (bodyByVerb.put(verb, family) != null) {
        throw new IllegalArgumentException("two bodies share the verb '" + verb + "'");
      }
      codec.ifPresent(regularVerbs::add);
    }
  }

  static String verbOf(Class<?> body) {
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
    Optional<? extends BodyCodec<? extends Body>> codec = BodyCodecs.of(message.body().getClass());
    if (codec.isEmpty()) {
      Jackson.DATABIND.encode(message, out);
      return;
    }
    try (JsonGenerator json = generator(out)) {
      write(message, codec.get(), json);
    }
  }

  /** What {@link #write} can be done with, many times over. */
  JsonGenerator generator(OutputStream out) {
    return peers.createGenerator(ObjectWriteContext.empty(), out);
  }

  /** Writes the message, without a line's end. */
  static void write(Message<?> message, BodyCodec<? extends Body> codec, JsonGenerator json) {
    json.writeStartObject();
    json.writeName(SRC);
    json.writeString(message.src());
    json.writeName(DEST);
    json.writeString(message.dest());
    json.writeName(BODY);
    json.writeStartObject();
    writeBody(message, codec, json);
    json.writeEndObject();
    json.writeEndObject();
  }

  @SuppressWarnings("unchecked") // the codec is the body's own
  private static <B extends Body> void writeBody(
      Message<?> message, BodyCodec<B> codec, JsonGenerator json) {
    json.writeName(TYPE);
    json.writeString(codec.verb());
    if (message.msgId().isPresent()) {
      json.writeName(MSG_ID);
      json.writeNumber(message.msgId().getAsLong());
    }
    if (message.inReplyTo().isPresent()) {
      json.writeName(IN_REPLY_TO);
      json.writeNumber(message.inReplyTo().getAsLong());
    }
    codec.writeKeys((B) message.body(), json);
  }

  /** Reads a line. Never throws: what makes no sense comes back as {@link Inbound.Rejected}. */
  public Inbound decode(byte[] bytes, int offset, int length) {
    Optional<Inbound> regular = decodeAtOnce(bytes, offset, length);
    return regular.isPresent() ? regular.get() : decodeInSteps(bytes, offset, length);
  }

  /** What the line says, unless something about it is not regular. */
  Optional<Inbound> decodeAtOnce(byte[] bytes, int offset, int length) {
    try (JsonParser parser = regularParser(bytes, offset, length)) {
      Inbound inbound = readRegular(parser, bytes, offset, offset + length);
      return inbound == null || parser.nextToken() != null
          ? Optional.empty()
          : Optional.of(inbound);
    } catch (RuntimeException e) {
      return Optional.empty(); // the parser's, and those of records that check what they are given
    }
  }

  /** A parser for {@link #readRegular}. */
  JsonParser regularParser(byte[] bytes, int offset, int length) {
    return regular.createParser(ObjectReadContext.empty(), bytes, offset, length);
  }

  /**
   * Reads the next message, or null if something about it is not regular.
   *
   * @param bytes what the parser reads
   * @param offset where in it the parser has begun
   * @param searchEnd where in it to look for the verb no more
   * @throws RuntimeException if something else about it is not regular
   */
  Inbound readRegular(JsonParser parser, byte[] bytes, int offset, int searchEnd) {
    Envelope envelope = new Envelope(names);
    if (!envelope.readAtOnce(regularVerbs, parser, bytes, offset, searchEnd)) {
      return null;
    }
    if (envelope.inReplyTo.isPresent()) {
      return response(envelope, bytes);
    }
    return new Inbound.Delivered(
        new Message<>(
            envelope.src, envelope.dest, envelope.body, envelope.msgId, OptionalLong.empty()));
  }

  private Inbound response(Envelope envelope, byte[] bytes) {
    return new Inbound.Response(
        envelope.src,
        envelope.inReplyTo.getAsLong(),
        "error".equals(envelope.verb),
        new Inbound.RawBody(this, bytes, envelope.bodyStart, envelope.bodyLength()));
  }

  private Inbound decodeInSteps(byte[] bytes, int offset, int length) {
    Envelope envelope = new Envelope(names);
    try (JsonParser parser = peers.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
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
    if (envelope.inReplyTo.isPresent()) {
      return response(envelope, bytes);
    }
    Class<? extends Body> type = bodyByVerb.get(envelope.verb);
    if (type == null) {
      return envelope.rejected(
          ErrorCode.NOT_SUPPORTED,
          "this node does not know the verb '" + shorten(envelope.verb) + "'");
    }
    try {
      Body bound = Jackson.DATABIND.bind(bytes, envelope.bodyStart, envelope.bodyLength(), type);
      return new Inbound.Delivered(
          new Message<>(envelope.src, envelope.dest, bound, envelope.msgId, OptionalLong.empty()));
    } catch (JacksonException e) {
      return envelope.rejected(
          ErrorCode.MALFORMED_REQUEST, "malformed " + envelope.verb + ": " + reason(e));
    }
  }

  <T extends Body> T bind(Inbound.RawBody body, Class<T> type) {
    Optional<BodyCodec<T>> codec = BodyCodecs.of(type);
    if (codec.isPresent()) {
      try (JsonParser parser =
          peers.createParser(
              ObjectReadContext.empty(), body.bytes(), body.offset(), body.length())) {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          return codec.get().readKeys(parser, OtherKeys.IGNORED);
        }
      } catch (RuntimeException e) {
        // Not regular.
      }
    }
    return Jackson.DATABIND.bind(body.bytes(), body.offset(), body.length(), type);
  }

  private static String reason(JacksonException e) {
    return shorten(e.getOriginalMessage());
  }

  private static String shorten(String text) {
    return text.length() <= MAX_QUOTED_CHARS ? text : text.substring(0, MAX_QUOTED_CHARS) + "…";
  }
}
