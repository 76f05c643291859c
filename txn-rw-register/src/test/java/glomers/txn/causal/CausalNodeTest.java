package glomers.txn.causal;

import static glomers.txn.Txns.json;
import static glomers.txn.Txns.nothing;
import static glomers.txn.Txns.r;
import static glomers.txn.Txns.readTexts;
import static glomers.txn.Txns.run;
import static glomers.txn.Txns.start;
import static glomers.txn.Txns.w;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.TxnVerbs.Function;
import glomers.core.message.TxnVerbs.Operation;
import glomers.core.message.TxnVerbs.Txn;
import glomers.core.message.TxnVerbs.TxnOk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client sees of a node. */
class CausalNodeTest {

  private static ScriptedCluster cluster(int nodes, String... arguments) {
    return ScriptedCluster.of(new CausalProgram(), nodes, 1, arguments);
  }

  @Test
  void operations_come_back_in_order_with_the_values_that_were_read() {
    assertThat(run(cluster(1), "n0", r("x"), w("x", "1"), r("x"), w("x", "2"), r("x"), r("y")))
        .containsExactly(
            r("x", "null"), w("x", "1"), r("x", "1"), w("x", "2"), r("x", "2"), r("y", "null"));
  }

  @Test
  void a_transaction_may_be_empty() {
    assertThat(run(cluster(1), "n0")).isEmpty();
  }

  @Test
  void keys_and_values_may_be_any_json_value_at_every_node() {
    ScriptedCluster cluster = cluster(2);
    List<String> texts =
        List.of(
            "null",
            "true",
            "0",
            "-1.50",
            "123456789012345678901234567890",
            "6.5E+400",
            "''",
            "'null'",
            "[]",
            "[1,[2,{}]]",
            "{'a':{'b':null}}");
    for (String key : texts) {
      for (String value : texts) {
        run(cluster, "n0", new Operation(Function.WRITE, json(key), json(value)));
        cluster.run(Duration.ofMillis(100));
        Operation read = new Operation(Function.READ, json(key), nothing());
        assertThat(run(cluster, "n0", read).getFirst().value()).isEqualTo(json(value));
        assertThat(run(cluster, "n1", read).getFirst().value()).isEqualTo(json(value));
      }
    }
  }

  @Test
  void a_value_that_no_message_could_bring_to_the_other_nodes_is_refused() {
    ScriptedCluster cluster = cluster(1);
    String large = "'" + "v".repeat(8 << 20) + "'";

    var call = cluster.ask("n0", new Txn(List.of(w("y", "1"), w("x", large))), TxnOk.class);

    assertThat(call.error().code()).isEqualTo(12);
    assertThat(call.error().text()).contains("8388608 bytes");
    assertThat(readTexts(cluster, "n0", "y")).containsExactly("null");
  }

  @Test
  void a_transaction_that_comes_twice_takes_effect_once_and_gets_the_same_answer() {
    ScriptedCluster cluster = cluster(1);
    Txn increment = new Txn(List.of(r("x"), w("x", "1")));
    cluster.ask("c1", 101, "n0", increment, TxnOk.class);
    run(cluster, "n0", w("x", "2"));

    var again = cluster.ask("c1", 101, "n0", increment, TxnOk.class);

    assertThat(again.reply().txn()).containsExactly(r("x", "null"), w("x", "1"));
    assertThat(readTexts(cluster, "n0", "x")).containsExactly("2");
  }

  @Test
  void a_transaction_that_comes_twice_while_it_is_under_way_is_executed_once() {
    ScriptedCluster cluster = cluster(1, "--step-millis", "2");
    Txn increment = new Txn(List.of(r("x"), w("x", "1")));
    cluster.ask("c1", 101, "n0", increment, TxnOk.class);
    cluster.run(Duration.ofMillis(1));
    var again = cluster.ask("c1", 101, "n0", increment, TxnOk.class);
    cluster.run(Duration.ofMillis(10));

    assertThat(again.reply().txn()).containsExactly(r("x", "null"), w("x", "1"));
  }

  @Test
  void a_conflict_is_retried_and_the_client_never_hears_of_it() {
    ScriptedCluster cluster = cluster(1, "--step-millis", "2");
    var first = start(cluster, "n0", r("x"), w("y", "1"), w("x", "1"));
    var second = start(cluster, "n0", r("x"), w("x", "2"));
    cluster.run(Duration.ofMillis(10));

    assertThat(second.reply().txn()).containsExactly(r("x", "null"), w("x", "2"));
    assertThat(first.reply().txn()).containsExactly(r("x", "2"), w("y", "1"), w("x", "1"));
  }

  @Test
  void lost_updates_between_nodes_are_the_price_of_availability() {
    ScriptedCluster cluster = cluster(2);
    cluster.isolate("n0");
    assertThat(run(cluster, "n0", r("x"), w("x", "1"))).contains(r("x", "null"));
    assertThat(run(cluster, "n1", r("x"), w("x", "2"))).contains(r("x", "null"));
    cluster.heal();
    cluster.run(Duration.ofSeconds(2));

    assertThat(readTexts(cluster, "n0", "x"))
        .as("one of the two updates is gone")
        .isEqualTo(readTexts(cluster, "n1", "x"))
        .containsAnyOf("1", "2");
  }
}
