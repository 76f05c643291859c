package glomers.uniqueids;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.UniqueIdsVerbs.Generate;
import glomers.core.message.UniqueIdsVerbs.GenerateOk;
import glomers.core.runtime.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each solution gets right, and what the next one is there for. */
class StepsTest {

  private final ScriptedCluster cluster = cluster("incarnation");

  private static ScriptedCluster cluster(String step) {
    return ScriptedCluster.of(Nodes.programOf(UniqueIdsProgram::main, "--step", step), 3, 1);
  }

  private String generate(String node) {
    return generate(cluster, node);
  }

  private static String generate(ScriptedCluster cluster, String node) {
    return cluster.askNow(node, new Generate(), GenerateOk.class).id();
  }

  @Test
  void nodes_that_count_with_their_names_in_front_repeat_nothing_until_one_is_started_again() {
    ScriptedCluster counting = cluster("counting");
    Set<String> ids = new HashSet<>();
    for (String node : counting.names()) {
      for (int i = 0; i < 100; i++) {
        assertThat(ids.add(generate(counting, node))).isTrue();
      }
    }
    assertThat(counting.messagesBetweenNodes()).isZero();

    counting.crash("n1");
    counting.restart("n1");
    assertThat(generate(counting, "n1")).isEqualTo("n1-0").isIn(ids);
  }

  @Test
  void
      no_identifier_is_given_twice_by_any_node_in_any_of_its_incarnations_without_a_word_between_them() {
    Set<String> ids = new HashSet<>();
    for (int incarnation = 0; incarnation < 20; incarnation++) {
      for (String node : cluster.names()) {
        for (int i = 0; i < 100; i++) {
          assertThat(ids.add(generate(node))).isTrue();
        }
        cluster.crash(node);
        cluster.restart(node); // in the same millisecond
      }
    }
    assertThat(cluster.messagesBetweenNodes()).isZero();
  }

  @Test
  void identifiers_sort_by_time() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ids.add(generate("n" + i % 3));
      cluster.run(Duration.ofMillis(1));
    }
    assertThat(ids).isSorted();
  }

  @Test
  void a_clock_that_jumps_back_neither_repeats_an_identifier_nor_its_order() {
    IdGenerator ids = new IdGenerator("n1@16");
    String before = ids.next(1_000);
    String after = ids.next(10);

    assertThat(before).isEqualTo("0000000003e8-n1@16-0");
    assertThat(after).isEqualTo("0000000003e8-n1@16-1");
  }
}
