package glomers.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.json.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class PaddingTest {

  private final Padding padding = new Padding(100);

  @Test
  void a_value_goes_out_long_and_comes_back_short() {
    for (JsonNode value : new JsonNode[] {Json.number(17), Json.text("a \"b\": c")}) {
      JsonNode padded = padding.padded(value);
      assertThat(padded.asString()).hasSize(100);
      assertThat(padding.plain(padded)).isEqualTo(value);
    }
  }

  @Test
  void what_is_not_as_it_went_out_stays_as_it_came() {
    String sent = padding.padded(Json.number(17)).asString();
    for (String changed :
        new String[] {sent.substring(1), sent + "x", sent.replace("xxx", "xyx"), "17", ""}) {
      assertThat(padding.plain(Json.text(changed)))
          .as(changed)
          .isIn(Json.text(changed), Json.number(7))
          .isNotEqualTo(Json.number(17));
    }
    assertThat(padding.plain(Json.nothing())).isEqualTo(Json.nothing());
  }

  @Test
  void without_a_length_nothing_changes() {
    assertThat(new Padding(0).padded(Json.number(3))).isEqualTo(Json.number(3));
  }
}
