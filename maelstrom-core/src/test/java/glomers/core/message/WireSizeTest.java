package glomers.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WireSizeTest {

  private final JsonMapper mapper =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1.7976931348623157E308",
        "123456789012345678901234567890123456789012345678901234567890",
        "null",
        "\"\"",
        "\"\\u0000\\u0001\\n\\\"\\\\\"",
        "\"\u4e2d\u6587\ud83d\ude00\"",
        "\"a \\ud83d half a pair\"",
        "1e999999999",
        "[[],[1,2],{}]",
        "{\"\\u0007\":{\"b\":[true,false]}}"
      })
  void a_value_never_takes_more_than_it_is_said_to_take(String json) {
    JsonNode value = mapper.readTree(json);
    int bytes = mapper.writeValueAsString(value).getBytes(StandardCharsets.UTF_8).length;

    assertThat(WireSize.of(value)).isBetween((long) bytes + 1, 4L * bytes + 60);
  }

  @Test
  void a_long_text_takes_hardly_less_than_it_is_said_to_take() {
    assertThat(WireSize.of("x".repeat(1_000_000))).isBetween(1_000_002L, 1_000_010L);
  }
}
