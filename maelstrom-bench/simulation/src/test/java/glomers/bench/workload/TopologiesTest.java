package glomers.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopologiesTest {

  private static List<String> nodes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  @Test
  void a_grid_of_five_has_rows_of_three() {
    assertThat(Topologies.neighbours("grid", nodes(5)))
        .isEqualTo(
            Map.of(
                "n0", List.of("n3", "n1"),
                "n1", List.of("n4", "n2", "n0"),
                "n2", List.of("n1"),
                "n3", List.of("n0", "n4"),
                "n4", List.of("n1", "n3")));
  }

  @Test
  void a_line_has_two_ends() {
    assertThat(Topologies.neighbours("line", nodes(3)))
        .isEqualTo(Map.of("n0", List.of("n1"), "n1", List.of("n0", "n2"), "n2", List.of("n1")));
    assertThat(Topologies.neighbours("line", nodes(1))).isEmpty();
  }

  @Test
  void a_tree_of_four_branches_fills_its_tiers_in_order() {
    Map<String, List<String>> tree = Topologies.neighbours("tree4", nodes(25));
    assertThat(tree.get("n0")).containsExactly("n1", "n2", "n3", "n4");
    assertThat(tree.get("n1")).containsExactly("n0", "n5", "n6", "n7", "n8");
    assertThat(tree.get("n24")).containsExactly("n5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "line", "tree", "tree2", "tree3", "tree4", "total"})
  void every_topology_is_symmetric_and_connected(String topology) {
    for (int count : new int[] {2, 3, 5, 7, 25}) {
      Map<String, List<String>> neighbours = Topologies.neighbours(topology, nodes(count));
      assertThat(neighbours).hasSize(count);
      neighbours.forEach(
          (node, near) -> near.forEach(other -> assertThat(neighbours.get(other)).contains(node)));
      var reached = new java.util.TreeSet<>(List.of("n0"));
      for (int i = 0; i < count; i++) {
        for (String node : List.copyOf(reached)) {
          reached.addAll(neighbours.get(node));
        }
      }
      assertThat(reached).hasSize(count);
    }
  }
}
