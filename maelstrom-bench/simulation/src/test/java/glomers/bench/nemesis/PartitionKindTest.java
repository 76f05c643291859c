package glomers.bench.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.network.Partition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartitionKindTest {

  private static List<String> nodes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  private static Set<String> heard(Partition partition, List<String> nodes, String by) {
    Set<String> heard = new HashSet<>();
    for (String other : nodes) {
      if (!partition.cuts(other, by)) {
        heard.add(other);
      }
    }
    return heard;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 8, 25})
  void one_node_alone_is_cut_off_both_ways(int count) {
    List<String> nodes = nodes(count);
    Partition partition = PartitionKind.ONE.draw(nodes, new SplittableRandom(1));
    List<String> alone =
        nodes.stream().filter(node -> heard(partition, nodes, node).equals(Set.of(node))).toList();
    assertThat(alone).hasSize(count == 2 ? 2 : 1);
    for (String node : nodes) {
      if (!alone.contains(node)) {
        assertThat(heard(partition, nodes, node))
            .hasSize(count - 1)
            .doesNotContain(alone.getFirst());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 7, 25})
  void a_minority_third_is_less_than_a_third(int count) {
    List<String> nodes = nodes(count);
    Partition partition = PartitionKind.MINORITY_THIRD.draw(nodes, new SplittableRandom(1));
    int third = (count - 1) / 3;
    long minority =
        nodes.stream().filter(node -> heard(partition, nodes, node).size() == third).count();
    assertThat(partition.cutsAnything()).isEqualTo(count >= 4);
    assertThat(minority).isEqualTo(third);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 25})
  void two_halves_do_not_hear_each_other(int count) {
    List<String> nodes = nodes(count);
    Partition partition = PartitionKind.MAJORITY.draw(nodes, new SplittableRandom(1));
    for (String node : nodes) {
      Set<String> heard = heard(partition, nodes, node);
      assertThat(heard.size()).isIn(count / 2, count - count / 2);
      heard.forEach(other -> assertThat(heard(partition, nodes, other)).isEqualTo(heard));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8, 25})
  void on_a_majorities_ring_every_node_hears_a_majority(int count) {
    List<String> nodes = nodes(count);
    for (int seed = 0; seed < 20; seed++) {
      Partition partition = PartitionKind.MAJORITIES_RING.draw(nodes, new SplittableRandom(seed));
      Set<Set<String>> views = new HashSet<>();
      for (String node : nodes) {
        Set<String> heard = heard(partition, nodes, node);
        assertThat(heard).contains(node).hasSizeBetween(count / 2 + 1, count - 1);
        views.add(heard);
      }
      if (count <= 5) {
        assertThat(views).as("no two see the same").hasSize(count);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 25})
  void the_nemesis_never_picks_a_partition_that_cuts_nobody(int count) {
    List<String> nodes = nodes(count);
    Set<String> labels = new HashSet<>();
    PartitionKind.thatCut(nodes).forEach(kind -> labels.add(kind.label()));
    Set<String> all = new HashSet<>(Set.of("one", "minority-third", "majority", "majorities-ring"));
    if (count < 4) {
      all.remove("minority-third");
    }
    if (count < 3) {
      all.remove("majorities-ring");
    }
    assertThat(labels).isEqualTo(all);
  }

  @Test
  void of_one_node_nobody_can_be_cut_off() {
    for (PartitionKind kind : PartitionKind.values()) {
      if (kind != PartitionKind.MAJORITIES_RING) {
        assertThat(kind.draw(nodes(1), new SplittableRandom(1)).cutsAnything()).isFalse();
      }
    }
  }
}
