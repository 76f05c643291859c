package glomers.bench.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Packed trees are to whoever reads them the trees that they were made from. */
final class PackedJsonTest {

  private final PackedJson packed = new PackedJson();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "-7",
        "9223372036854775807",
        "-9223372036854775808",
        "123456789012345678901234567890",
        "1.5",
        "-0.0",
        "true",
        "false",
        "\"text\"",
        "\"\"",
        "\"\u00e4\u2026\ud83d\ude00\"",
        "\"\ud83d\"",
        "[]",
        "{}",
        "[1,2,3]",
        "[1,12345678901,-3]",
        "[9223372036854775807,-9223372036854775808]",
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
  void a_packed_tree_is_equal_to_the_one_it_was_made_from(String json) {
    for (int again = 0; again < 2; again++) { // with keys that are known by then
      JsonNode tree = Json.parse(json);
      JsonNode small = packed.first(packed.add(Json.parse(json), Json.text("another")));

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

  @Test
  void two_values_lie_beside_each_other() {
    long[] places = new long[100_000];
    for (int i = 0; i < places.length; i++) {
      places[i] = packed.add(Json.number(i), Json.text("answer " + i));
    }
    for (int i = 0; i < places.length; i++) {
      assertThat(packed.first(places[i])).isEqualTo(Json.number(i));
      assertThat(packed.second(places[i])).isEqualTo(Json.text("answer " + i));
    }
  }

  @Test
  void there_may_be_any_number_of_sets_of_keys() {
    List<JsonNode> trees = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      ObjectNode tree = Json.object();
      for (int key = 0; key < i % 40; key++) {
        tree.put(i + " " + key, key);
      }
      trees.add(tree);
      places.add(packed.add(Json.nothing(), tree));
    }
    for (int i = 0; i < trees.size(); i++) {
      assertThat(packed.second(places.get(i))).isEqualTo(trees.get(i));
    }
  }
}
