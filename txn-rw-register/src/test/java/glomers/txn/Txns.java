package glomers.txn;

import glomers.bench.script.Call;
import glomers.bench.script.ScriptedCluster;
import glomers.core.message.TxnVerbs.Function;
import glomers.core.message.TxnVerbs.Operation;
import glomers.core.message.TxnVerbs.Txn;
import glomers.core.message.TxnVerbs.TxnOk;
import glomers.core.node.NodeProgram;
import glomers.core.runtime.Nodes;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** Short ways of saying things about transactions in tests. */
public final class Txns {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Txns() {}

  /** The step of challenge 6 that has the given name. */
  public static NodeProgram<?, ?> step(String name) {
    return Nodes.programOf(TxnProgram::main, "--step", name);
  }

  /** A JSON value from its text; single quotes stand for double ones. */
  public static JsonNode json(String text) {
    return MAPPER.readTree(text.replace('\'', '"'));
  }

  /** A read. */
  public static Operation r(String key) {
    return r(key, "null");
  }

  /** A read with its result. */
  public static Operation r(String key, String value) {
    return new Operation(Function.READ, MAPPER.valueToTree(key), json(value));
  }

  /** A write. */
  public static Operation w(String key, String value) {
    return new Operation(Function.WRITE, MAPPER.valueToTree(key), json(value));
  }

  /** Runs a transaction at a node, which must answer before any time passes. */
  public static List<Operation> run(ScriptedCluster cluster, String node, Operation... operations) {
    return cluster.askNow(node, new Txn(List.of(operations)), TxnOk.class).txn();
  }

  /** Sends a transaction to a node. */
  public static Call<TxnOk> start(ScriptedCluster cluster, String node, Operation... operations) {
    return cluster.ask(node, new Txn(List.of(operations)), TxnOk.class);
  }

  /** The values of the keys at a node, in one transaction. */
  public static List<JsonNode> read(ScriptedCluster cluster, String node, String... keys) {
    return run(cluster, node, Arrays.stream(keys).map(Txns::r).toArray(Operation[]::new)).stream()
        .map(Operation::value)
        .toList();
  }

  /** The values of the keys as texts. */
  public static List<String> readTexts(ScriptedCluster cluster, String node, String... keys) {
    return read(cluster, node, keys).stream().map(JsonNode::toString).toList();
  }

  /** JSON null: what a key has that was never written. */
  public static JsonNode nothing() {
    return NullNode.getInstance();
  }
}
