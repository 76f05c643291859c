package glomers.bench.checker.txn;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.RuleSet;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.Verdict.Outcome;
import glomers.bench.checker.txn.ElleHistories.Judged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The checker beside Elle 0.2.2, the checker of Maelstrom, on the same histories. What Elle said
 * was recorded: {@code elle.rw-register/check} with {@code :consistency-models} of one model and
 * {@code :wfr-keys? true}, as Maelstrom calls it.
 */
class ElleComparisonTest {
  private static final String RESOURCE = "elle-verdicts.jsonl";

  @Test
  void what_elle_refuses_is_never_accepted_and_more_is_refused() throws IOException {
    List<Judged> histories = histories();
    assertThat(histories).hasSizeGreaterThanOrEqualTo(20);
    Map<String, Map<String, Integer>> table = new LinkedHashMap<>();
    List<String> accepted = new ArrayList<>();
    for (Judged judged : histories) {
      judged
          .elle()
          .forEach((model, elle) -> {
            boolean isValid = TxnChecker.ofModels(List.of(model)).check(judged.history()).isValid();
            table
                .computeIfAbsent(model, name -> new TreeMap<>())
                .merge("Elle: %s, checker: %s".formatted(elle, isValid), 1, Integer::sum);
            if (elle.equals("false") && isValid) {
              accepted.add(judged.name() + " " + model);
            }
          });
    }
    assertThat(accepted).as("accepted though Elle refuses them: %s", table).isEmpty();
    List<ConsistencyModel> asked =
        ByDefinition.MODELS.stream().filter(model -> table.containsKey(model.modelName())).toList();
    assertThat(asked).hasSizeGreaterThanOrEqualTo(7);
    for (ConsistencyModel model : asked) {
      assertThat(table.get(model.modelName()))
          .as("%s", model)
          .containsKeys("Elle: true, checker: true", "Elle: false, checker: false");
    }
    assertThat(table.get("causal-cerone")).containsKey("Elle: true, checker: false");
  }

  @Test
  void the_verdict_by_maelstroms_rules_is_what_elle_says() throws IOException {
    List<String> differing = new ArrayList<>();
    for (Judged judged : histories()) {
      judged
          .elle()
          .forEach((model, elle) -> {
            Verdict verdict = TxnChecker.ofModels(List.of(model)).check(judged.history());
            boolean isRefused = verdict.outcome(RuleSet.MAELSTROM) == Outcome.INVALID;
            if (isRefused != elle.equals("false")) {
              differing.add(judged.name() + " " + model + ", Elle: " + elle);
            }
          });
    }
    assertThat(differing).isEmpty();
  }

  /**
   * Those that are kept here, or those of another file if the system property {@code elle.verdicts}
   * names one.
   */
  private static List<Judged> histories() throws IOException {
    String path = System.getProperty("elle.verdicts");
    if (path != null) {
      return ElleHistories.readJudged(Files.readAllLines(Path.of(path)));
    }
    try (var resource = ElleComparisonTest.class.getResourceAsStream(RESOURCE)) {
      return ElleHistories.readJudged(
          new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }
}
