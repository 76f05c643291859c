package glomers.bench.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.history.MajoritySpell;
import glomers.bench.network.Partition;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MajorityWatchTest {

  private final Set<String> down = new HashSet<>();
  private Partition partition = Partition.NONE;
  private long now;
  private final MajorityWatch watch =
      new MajorityWatch(
          List.of("n0", "n1", "n2", "n3", "n4"),
          () -> now,
          node -> !down.contains(node),
          (receiver, sender) -> !partition.cuts(sender, receiver));

  private void at(long nanos, Runnable change) {
    now = nanos;
    change.run();
    watch.update();
  }

  private List<MajoritySpell> spellsAt(long nanos) {
    now = nanos;
    return watch.spells();
  }

  private static MajoritySpell spell(long from, long to, String... nodes) {
    return new MajoritySpell(Set.of(nodes), from, to);
  }

  @Test
  void without_faults_all_nodes_are_one_majority() {
    at(0, () -> {});
    assertThat(spellsAt(9)).containsExactly(spell(0, 9, "n0", "n1", "n2", "n3", "n4"));
  }

  @Test
  void a_node_that_goes_down_ends_the_majority_that_it_was_in_and_no_other() {
    at(0, () -> down.add("n4"));
    at(5, () -> down.add("n1"));
    at(6, () -> down.remove("n4"));
    at(7, () -> down.add("n4"));
    assertThat(spellsAt(9))
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
    assertThat(spellsAt(9))
        .containsExactly(spell(0, 5, "n0", "n1", "n2", "n3"), spell(8, 9, "n0", "n1", "n4"));
  }

  @Test
  void who_is_heard_but_does_not_hear_is_not_connected() {
    at(0, () -> partition = new Partition(Map.of("n0", Set.of("n1", "n2"))));
    assertThat(spellsAt(4)).containsExactly(spell(0, 4, "n1", "n2", "n3", "n4"));
  }
}
