package glomers.core.runtime;

import glomers.core.json.BodyCodec;
import glomers.core.json.OtherKeys;
import glomers.core.message.Body;
import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What stands on a line around the body's own keys. Not thread-safe. */
final class Envelope implements OtherKeys {
  private final Names names;
  String src = "";
  String dest = "";
  String verb = "";
  OptionalLong msgId = OptionalLong.empty();
  OptionalLong inReplyTo = OptionalLong.empty();

  /** Only where it was read at once. */
  Body body;

  int bodyStart = -1;
  int bodyEnd = -1;

  Envelope(Names names) {
    this.names = names;
  }

  /**
   * Reads a message whose body has a codec, or is an answer: returns whether it was one of these.
   *
   * @param verbs knows the codecs
   * @param bytes what the parser reads
   * @param offset where in it the parser has begun
   * @param searchEnd where in it to look for the verb no more
   */
  boolean readAtOnce(
      RegularVerbs verbs, JsonParser parser, byte[] bytes, int offset, int searchEnd) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    BodyCodec<? extends Body> codec = null;
    String key;
    while ((key = parser.nextName()) != null) {
      JsonToken value = parser.nextToken();
      switch (key) {
        case "src" -> src = text(parser, value);
        case "dest" -> dest = text(parser, value);
        case "body" -> {
          if (value != JsonToken.START_OBJECT || bodyStart >= 0) {
            return false;
          }
          bodyStart = offset + (int) parser.currentTokenLocation().getByteOffset();
          codec = verbs.find(new VerbFinder(bytes, bodyStart, searchEnd));
          if (codec == null) {
            readBody(parser);
          } else {
            body = codec.readKeys(parser, this);
          }
          if (inReplyTo.isPresent()) {
            bodyEnd = offset + (int) parser.currentLocation().getByteOffset();
          }
        }
        default -> parser.skipChildren();
      }
    }
    return flaw() == null && (inReplyTo.isPresent() || codec != null && verb.equals(codec.verb()));
  }

  /** Reads a line, whatever its body says, and notes where that stands. */
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
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      parser.nextToken();
      read(key, parser);
    }
  }

  @Override
  public void read(String key, JsonParser parser) {
    switch (key) {
      case Body.TYPE -> verb = text(parser, parser.currentToken());
      case Body.MSG_ID -> msgId = number(parser, parser.currentToken());
      case Body.IN_REPLY_TO -> inReplyTo = number(parser, parser.currentToken());
      default -> parser.skipChildren();
    }
  }

  private String text(JsonParser parser, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return names.read(parser);
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
