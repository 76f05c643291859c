package glomers.counter.deltas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverlayTest {

  @Test
  void up_to_twelve_nodes_everybody_is_a_neighbour() {
    for (int size = 1; size <= 12; size++) {
      List<String> members = members(size);
      for (String self : members) {
        List<String> others = members.stream().filter(member -> !member.equals(self)).toList();
        assertThat(Overlay.neighbours(self, members)).containsExactlyInAnyOrderElementsOf(others);
      }
    }
  }

  @Test
  void among_many_nodes_a_node_has_few_neighbours() {
    assertThat(Overlay.neighbours("n0", members(25)))
        .containsExactly("n8", "n17", "n4", "n21", "n2", "n23", "n1", "n24");
  }

  @Test
  void being_neighbours_is_mutual() {
    for (int size = 1; size <= 40; size++) {
      List<String> members = members(size);
      for (String self : members) {
        for (String neighbour : Overlay.neighbours(self, members)) {
          assertThat(neighbour).isNotEqualTo(self);
          assertThat(Overlay.neighbours(neighbour, members)).contains(self);
        }
      }
    }
  }

  @Test
  void without_any_one_node_all_others_still_reach_each_other() {
    for (int size = 2; size <= 40; size++) {
      List<String> members = members(size);
      for (String dead : members) {
        String start = members.getFirst().equals(dead) ? members.get(1) : members.getFirst();
        assertThat(reachable(start, dead, members)).hasSize(size - 1);
      }
    }
  }

  private static Set<String> reachable(String start, String dead, List<String> members) {
    Set<String> reached = new LinkedHashSet<>(List.of(start));
    var open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      for (String neighbour : Overlay.neighbours(open.remove(), members)) {
        if (!neighbour.equals(dead) && reached.add(neighbour)) {
          open.add(neighbour);
        }
      }
    }
    return reached;
  }

  private static List<String> members(int size) {
    return IntStream.range(0, size).mapToObj(i -> "n" + i).toList();
  }
}
