package glomers.bench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.RuleSet;
import glomers.bench.checker.Subject;
import glomers.bench.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReasonsTest {

  private static Anomaly ours(String type, String words) {
    return new Anomaly(AnomalyType.ours(type), words, List.of());
  }

  private static Anomaly ofKey(String type, int key, String words) {
    return ours(type, words).about(Subject.ofVersion(Json.number(key), Json.text(words)));
  }

  private static Reasons reasons(RuleSet rules, Anomaly... anomalies) {
    return Reasons.of(rules, List.of(anomalies), Map.of(), List.of());
  }

  @Test
  void one_of_each_type_is_told_before_the_second_of_any() {
    assertThat(
            reasons(RuleSet.ALL, ours("a", "1"), ours("a", "2"), ours("b", "3"), ours("b", "4"))
                .sentences())
        .containsExactly("a (ours): 1", "b (ours): 3", "a (ours): 2", "b (ours): 4");
  }

  @Test
  void the_same_sentence_and_the_same_key_of_a_node_are_told_once() {
    assertThat(
            reasons(
                    RuleSet.ALL,
                    ours("a", "1"),
                    ours("a", "1"),
                    ofKey("unseen", 7, "2"),
                    ofKey("unseen", 7, "3"),
                    ofKey("unseen", 8, "4"))
                .sentences())
        .containsExactly("a (ours): 1", "unseen (ours): 2", "unseen (ours): 4");
  }

  @Test
  void what_another_type_implies_is_told_once() {
    assertThat(
            reasons(
                    RuleSet.ALL,
                    ours("lost", "1"),
                    ours("lost", "2"),
                    ours("incomplete-node", "3"),
                    ours("incomplete-node", "4"))
                .sentences())
        .containsExactly("lost (ours): 1", "incomplete-node (ours): 3", "lost (ours): 2");
  }

  @Test
  void all_are_counted_that_a_checker_counted_and_not_those_alone_that_it_kept() {
    Reasons reasons =
        Reasons.of(
            RuleSet.ALL,
            List.of(ours("a", "1")),
            Map.of("a", 252L),
            List.of(new Remark(Remark.Kind.UNDECIDED, "no value was ever read")));
    assertThat(reasons.totalCount()).isEqualTo(253);
    assertThat(reasons.sentences())
        .as("and what could not be decided is no first reason where something was")
        .containsExactly("a (ours): 1", "no value was ever read");
  }

  @Test
  void where_maelstroms_rules_alone_count_theirs_come_first() {
    Anomaly maelstroms = new Anomaly(AnomalyType.ofMaelstrom("lost"), "2", List.of());
    assertThat(reasons(RuleSet.MAELSTROM, ours("a", "1"), maelstroms).sentences())
        .containsExactly("lost (Maelstrom's): 2", "a (ours): 1");
  }
}
