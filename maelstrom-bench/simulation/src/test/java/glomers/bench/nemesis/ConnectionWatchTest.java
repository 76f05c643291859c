package glomers.bench.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.history.Spell;
import glomers.bench.network.Partition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConnectionWatchTest {

  private final Set<String> down = new HashSet<>();
  private Partition partition = Partition.NONE;
  private long now;
  private final Connections connections =
      new Connections(
          List.of("n0", "n1", "n2", "n3", "n4"),
          node -> !down.contains(node),
          (receiver, sender) -> !partition.cuts(sender, receiver));
  private final ConnectionWatch majorities = new ConnectionWatch(() -> now, connections::majority);
  private final ConnectionWatch sides =
      new ConnectionWatch(() -> now, before -> connections.sides());

  private void at(long nanos, Runnable change) {
    now = nanos;
    change.run();
    majorities.update();
    sides.update();
  }

  private List<Spell> majoritiesAt(long nanos) {
    now = nanos;
    return majorities.spells();
  }

  private List<Spell> sidesAt(long nanos) {
    now = nanos;
    return sides.spells();
  }

  private static Spell spell(long from, long to, String... nodes) {
    return new Spell(Set.of(nodes), from, to);
  }

  @Test
  void without_faults_all_nodes_are_one_majority() {
    at(0, () -> {});
    assertThat(majoritiesAt(9)).containsExactly(spell(0, 9, "n0", "n1", "n2", "n3", "n4"));
  }

  @Test
  void a_node_that_goes_down_ends_the_majority_that_it_was_in_and_no_other() {
    at(0, () -> down.add("n4"));
    at(5, () -> down.add("n1"));
    at(6, () -> down.remove("n4"));
    at(7, () -> down.add("n4"));
    assertThat(majoritiesAt(9))
        .containsExactly(spell(0, 5, "n0", "n1", "n2", "n3"), spell(5, 9, "n0", "n2", "n3"));
  }

  @Test
  void two_halves_are_no_majority_until_a_node_joins_one_of_them() {
    at(0, () -> down.add("n4"));
    at(
        5,
        () ->
            partition =
                new Partition(
                    Map.of(
                        "n0", Set.of("n2", "n3"),
                        "n1", Set.of("n2", "n3"),
                        "n2", Set.of("n0", "n1"),
                        "n3", Set.of("n0", "n1"))));
    at(8, () -> down.remove("n4"));
    at(9, () -> partition = Partition.NONE);
    assertThat(majoritiesAt(9))
        .containsExactly(spell(0, 5, "n0", "n1", "n2", "n3"), spell(8, 9, "n0", "n1", "n4"));
  }

  @Test
  void who_is_heard_but_does_not_hear_is_not_connected() {
    at(0, () -> partition = new Partition(Map.of("n0", Set.of("n1", "n2"))));
    assertThat(majoritiesAt(4)).containsExactly(spell(0, 4, "n1", "n2", "n3", "n4"));
  }

  private static Partition halves(Set<String> first, Set<String> second) {
    Map<String, Set<String>> unheard = new HashMap<>();
    first.forEach(node -> unheard.put(node, second));
    second.forEach(node -> unheard.put(node, first));
    return new Partition(unheard);
  }

  @Test
  void while_the_network_is_whole_all_who_are_up_are_on_one_side() {
    at(0, () -> {});
    at(3, () -> down.add("n2"));
    at(5, () -> down.remove("n2"));
    assertThat(sidesAt(9))
        .containsExactly(
            spell(0, 3, "n0", "n1", "n2", "n3", "n4"),
            spell(3, 5, "n0", "n1", "n3", "n4"),
            spell(5, 9, "n0", "n1", "n2", "n3", "n4"));
  }

  @Test
  void a_side_goes_on_whatever_becomes_of_the_other_one() {
    at(0, () -> partition = halves(Set.of("n0", "n1"), Set.of("n2", "n3", "n4")));
    at(4, () -> down.add("n3"));
    assertThat(sidesAt(9))
        .containsExactlyInAnyOrder(
            spell(0, 9, "n0", "n1"), spell(0, 4, "n2", "n3", "n4"), spell(4, 9, "n2", "n4"));
  }

  @Test
  void who_is_connected_only_by_way_of_others_or_one_way_is_on_no_side() {
    at(0, () -> partition = new Partition(Map.of("n0", Set.of("n1"))));
    at(4, () -> partition = new Partition(Map.of("n0", Set.of("n1"), "n1", Set.of("n0"))));
    at(6, () -> down.add("n1"));
    assertThat(sidesAt(9)).containsExactly(spell(6, 9, "n0", "n2", "n3", "n4"));
  }
}
