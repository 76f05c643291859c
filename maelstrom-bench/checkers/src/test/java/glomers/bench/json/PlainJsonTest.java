package glomers.bench.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Messages that are read and written without Jackson are what they would be with it. */
final class PlainJsonTest {

  private static final String[] VALUES = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "7",
    "-7",
    "2147483647",
    "2147483648",
    "-2147483648",
    "999999999999999999",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "123456789012345678901234567890",
    "1.5",
    "1e3",
    "1.50",
    "\"\"",
    "\"text\"",
    "\"a\\\"b\\\\c\\n\\u0041\"",
    "\"\u00fc \u20ac \ud83d\ude00\"",
    "\"\u007f\"",
    "[]",
    "[1]",
    "[1,2,3]",
    "[ 1 , 2 ]",
    "[1,12345678901,-3]",
    "[1,2.5]",
    "[1,\"2\"]",
    "[1,[2]]",
    "[[0,5],[1,7]]",
    "[[0,5],[1,7,8]]",
    "[[0,5],[1,\"x\"]]",
    "[[0,5],7]",
    "[[],[1]]",
    "[[\"r\",1,null],[\"w\",2,3]]",
    "{}",
    "{\"offset\":4}",
    "{\"key\":\"7\",\"msg\":12}",
    "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7}",
    "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":null}",
    "{\"a\":1,\"a\":2}",
    "{\"msgs\":{\"7\":[[0,1],[1,2]],\"8\":[],\"9\":[[3,\"x\"]]}}",
    "[".repeat(60) + "1" + "]".repeat(60)
  };

  @Test
  void a_body_is_read_as_Jackson_would_read_it() {
    for (int again = 0; again < 2; again++) { // with words and keys that are known by then
      for (String value : VALUES) {
        byte[] message =
            ("{\"src\":\"n1\",\"dest\":\"c2\",\"body\":{\"type\":\"read_ok\",\"value\":"
                    + value
                    + ",\"in_reply_to\":3},\"id\":5}")
                .getBytes(StandardCharsets.UTF_8);

        JsonNode read = Json.bodyOf(message);
        JsonNode jacksons = Json.bodyByJackson(message);

        assertThat(read).as(value).isEqualTo(jacksons);
        assertThat(jacksons).as(value).isEqualTo(read);
        assertThat(read).as(value).hasSameHashCodeAs(jacksons);
        assertThat(read.toString()).isEqualTo(jacksons.toString());
        assertThat(read.deepCopy()).isEqualTo(jacksons);
      }
    }
  }

  @Test
  void a_message_is_written_as_Jackson_would_write_it() {
    for (String value : VALUES) {
      var body = Json.body("send");
      body.set("value", Json.parse(value));
      body.set("again", Json.parse(value));

      assertThat(Json.request("c1", "n0", 17, body))
          .as(value)
          .isEqualTo(Json.messageByJackson("c1", "n0", OptionalLong.of(17), body));
      assertThat(Json.message("c1", "n\u00fc", body))
          .as(value)
          .isEqualTo(Json.messageByJackson("c1", "n\u00fc", OptionalLong.empty(), body));
    }
  }

  @Test
  void what_was_read_is_written_as_it_was() {
    byte[] message =
        "{\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"type\":\"txn\",\"msg_id\":1,\"txn\":[[\"r\",1,null],[\"w\",2,-30]],\"of\":{\"a\":[[1,2]],\"b\":[5]}}}"
            .getBytes(StandardCharsets.UTF_8);
    var body = (tools.jackson.databind.node.ObjectNode) Json.bodyOf(message);

    assertThat(Json.message("c1", "n0", body)).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{",
        "{\"body\":",
        "{\"body\":{\"a\":tru}}",
        "{\"body\":{\"a\":1",
        "{\"body\":{\"a\":01}}",
        "{\"body\":{\"a\":1,}}",
        "{\"body\":{\"a\" 1}}",
        "{\"body\":{\"a\":\"x",
        "{\"body\":[1,2}",
        "{\"body\":[1,]}",
        "{\"body\":{}",
        "{\"src\":\"n1\"}",
        "{}",
        "{\"body\":{\"a\":1}} something else",
        "{\"body\":{\"a\":1},\"body\":{\"a\":2}}"
      })
  void what_is_broken_is_left_to_Jackson(String text) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    try {
      assertThat(Json.bodyOf(message)).isEqualTo(Json.bodyByJackson(message));
    } catch (JacksonException e) {
      assertThatThrownBy(() -> Json.bodyByJackson(message)).isInstanceOf(JacksonException.class);
    }
  }
}
