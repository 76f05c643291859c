package glomers.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.message.EchoVerbs;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain messages are read and written without Jackson, and all others as well as with it. */
final class PlainJsonTest {

  private final MessageCodec codec = new MessageCodec(EchoVerbs.Request.class, PeerMessage.class);
  private final Databind jackson = new Databind();

  private Inbound decode(String line) {
    byte[] bytes = ("##" + line).getBytes(StandardCharsets.UTF_8);
    return codec.decode(bytes, 2, bytes.length - 2);
  }

  /** Whether the codec needs nothing but the parser of plain messages. */
  private boolean isReadAsPlain(String line) {
    byte[] bytes = ("##" + line).getBytes(StandardCharsets.UTF_8);
    try (PlainParser parser = new PlainParser().of(bytes, 2, bytes.length - 2)) {
      return codec.readRegular(parser, bytes, 2, bytes.length) != null
          && parser.nextToken() == null;
    }
  }

  @Test
  void a_plain_request_and_a_plain_answer_need_no_parser_of_Jacksons() {
    assertThat(
            isReadAsPlain(
                "{\"src\":\"c1\",\"dest\":\"n1\",\"body\":"
                    + "{\"type\":\"echo\",\"msg_id\":3,\"echo\":[1,{\"a\":null}]}}"))
        .isTrue();
    assertThat(
            isReadAsPlain(
                "{\"src\":\"lin-kv\",\"dest\":\"n1\",\"body\":"
                    + "{\"type\":\"read_ok\",\"value\":5,\"in_reply_to\":3}}"))
        .isTrue();
  }

  @Test
  void an_answer_knows_where_its_body_stands() {
    String body = "{\"type\":\"read_ok\",\"value\":[5],\"in_reply_to\":3}";
    Inbound inbound = decode("{\"src\":\"lin-kv\",\"body\": " + body + " ,\"dest\":\"n1\"}");

    assertThat(inbound).isInstanceOf(Inbound.Response.class);
    Inbound.RawBody raw = ((Inbound.Response) inbound).body();
    assertThat(new String(raw.bytes(), raw.offset(), raw.length(), StandardCharsets.UTF_8))
        .isEqualTo(body);
  }

  private boolean isPlain(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try (PlainParser parser = new PlainParser().of(bytes, 0, bytes.length)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken().isNumeric()) {
          parser.getNumberType();
        }
      }
      return true;
    } catch (NotPlain e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-7",
        "2147483648",
        "999999999999999999",
        "\"\"",
        "\"some text that is longer than those that are kept\"",
        "[]",
        "{}",
        "[1,[2,{\"a\":[true,false,null]}],\"b\"]",
        "{\"a\":{\"b\":1},\"c\":[],\"d\":\"type\",\"type\":\"echo\"}",
        "[ 1 , 2 ]"
      })
  void what_is_plain_is_read_and_written_without_Jackson(String value) {
    assertThat(isPlain("{\"a\":" + value + "}")).isTrue();
    assertThat(comesBack(value).toString())
        .isEqualTo(JsonMapper.shared().readTree(value).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.50",
        "1e3",
        "-0",
        "9223372036854775807",
        "-9223372036854775808",
        "123456789012345678901234567890",
        "\"a\\\"b\\\\c\\n\\u0041\"",
        "\"\u00fc \u20ac \ud83d\ude00\"",
        "[1,\t2]"
      })
  void what_is_not_plain_is_left_to_Jackson(String value) {
    assertThat(isPlain("{\"a\":" + value + "}")).isFalse();
    comesBack(value);
  }

  /** Reads a value, sees that it is written as Jackson would, and returns it. */
  private JsonNode comesBack(String value) {
    Inbound inbound =
        decode(
            "{\"src\":\"c1\",\"dest\":\"n1\",\"body\":{\"type\":\"echo\",\"msg_id\":3,\"echo\":"
                + value
                + "}}");

    assertThat(inbound).isInstanceOf(Inbound.Delivered.class);
    var body = (EchoVerbs.Echo) ((Inbound.Delivered) inbound).message().body();
    var reply =
        new Message<>(
            "n1",
            "c1",
            new EchoVerbs.EchoOk(body.echo()),
            OptionalLong.empty(),
            OptionalLong.of(3));
    var written = new ByteArrayOutputStream();
    codec.encode(reply, written);
    var expected = new ByteArrayOutputStream();
    jackson.encode(reply, expected);
    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualTo(expected.toString(StandardCharsets.UTF_8));
    return body.echo();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{1:2}",
        "01",
        "--1",
        "-",
        "tru",
        "\"x",
        "1]",
        "}"
      })
  void what_is_broken_is_rejected(String value) {
    assertThat(
            decode(
                "{\"src\":\"c1\",\"dest\":\"n1\",\"body\":{\"type\":\"echo\",\"msg_id\":3,\"echo\":"
                    + value
                    + "}}"))
        .isInstanceOf(Inbound.Rejected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}}", "{\"a\":1} 2", "{\"a\":1}x"})
  void nothing_may_follow_a_message(String body) {
    assertThat(decode("{\"src\":\"c1\",\"dest\":\"n1\",\"body\":" + body + "}"))
        .isInstanceOf(Inbound.Rejected.class);
  }
}
