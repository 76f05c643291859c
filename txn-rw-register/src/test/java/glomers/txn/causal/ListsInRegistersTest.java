package glomers.txn.causal;

import static glomers.bench.junit.Seeds.exponential;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.junit.Seeds;
import glomers.bench.network.LinkFaults;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import org.junit.jupiter.api.Test;

/** What registers that are always available make of lists. */
final class ListsInRegistersTest {

  private static Seeds trial(int nodes) {
    return Seeds.of(
        TestOptions.defaults("txn-list-append", nodes).withLoad(new Load(2 * nodes, 10, 100, 10)),
        2);
  }

  @Test
  void on_one_node_lists_are_strict_serializable() {
    trial(1).areValid(new ListsInRegisters());
  }

  @Test
  void on_several_updates_are_lost_though_all_agree_in_the_end_on_what_is_left() {
    Seeds partitioned =
        trial(3)
            .with(exponential(20), LinkFaults.NONE, 3, NemesisKind.PARTITION)
            .totallyAvailable();

    assertThat(partitioned.anomalies(new ListsInRegisters()))
        .contains("lost-update", "incompatible-order", "lost-write")
        .doesNotContain("divergence", "unavailable", "G1a", "internal");
  }
}
