package glomers.bench.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Trees in little room are to whoever reads them the trees that they were made from. */
final class CompactJsonTest {

  private final CompactJson compact = new CompactJson();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "\"text\"",
        "[]",
        "{}",
        "[1,2,3]",
        "[1,12345678901,-3]",
        "[1,2.5]",
        "[1,\"2\"]",
        "[1,123456789012345678901234567890]",
        "[[0,5],[1,7]]",
        "[[0,5],[1,7,8]]",
        "[[0,12345678901],[1,7]]",
        "[[\"r\",1,null],[\"w\",2,3]]",
        "{\"offset\":4}",
        "{\"key\":\"7\",\"msg\":12}",
        "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5}",
        "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":null}",
        "{\"msgs\":{\"7\":[[0,1],[1,2]],\"8\":[],\"9\":[[3,\"x\"]]}}"
      })
  void a_tree_in_little_room_is_equal_to_the_one_it_was_made_from(String json) {
    for (int again = 0; again < 2; again++) { // with keys that are known by then
      JsonNode tree = Json.parse(json);
      JsonNode small = compact.of(Json.parse(json));

      assertThat(small).isEqualTo(tree);
      assertThat(tree).isEqualTo(small);
      assertThat(small).hasSameHashCodeAs(tree);
      assertThat(small.toString()).isEqualTo(tree.toString());
      assertThat(small.size()).isEqualTo(tree.size());
      assertThat(small.deepCopy()).isEqualTo(tree);
      tree.properties()
          .forEach(
              property -> assertThat(small.get(property.getKey())).isEqualTo(property.getValue()));
      assertThat(small.path("no such key").isMissingNode()).isTrue();
    }
  }
}
