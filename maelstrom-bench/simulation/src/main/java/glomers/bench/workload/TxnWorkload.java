package glomers.bench.workload;

import glomers.bench.checker.Checker;
import glomers.bench.checker.append.ListAppendChecker;
import glomers.bench.checker.stale.Freshness;
import glomers.bench.checker.txn.StaleRegisterChecker;
import glomers.bench.checker.txn.TxnChecker;
import glomers.bench.client.Client;
import glomers.bench.client.Invocation;
import glomers.bench.client.ReplyShape;
import glomers.bench.client.ValueShape;
import glomers.bench.engine.Decisions;
import glomers.bench.history.Deaths;
import glomers.bench.json.Json;
import glomers.bench.options.TestOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Transactions: challenge 6's of reads and writes of registers, and those of reads of lists and
 * appends to them. Beyond Maelstrom there is a final phase, in which every node is asked for every
 * key that was ever asked for, by ordinary transactions.
 */
final class TxnWorkload implements Workload {

  /** What transactions work on. */
  enum Data {
    /** Registers, each of which has one value. */
    REGISTERS("w"),
    /** Lists, which only ever grow. */
    LISTS("append");

    private final String change;

    Data(String change) {
      this.change = change;
    }
  }

  private static final int DEFAULT_KEY_COUNT = 10;
  private static final int MAX_FINAL_READS_PER_TXN = 100;

  /** Half of what one line may hold. */
  private static final int MAX_FINAL_BYTES_PER_TXN = 8 << 20;

  private static final ReplyShape TXN_OK =
      ReplyShape.of("txn_ok")
          .with(
              "txn",
              ValueShape.listOf(ValueShape.tuple(ValueShape.ANY, ValueShape.ANY, ValueShape.ANY)));

  private final Data data;
  private final TestOptions options;
  private final TransactionSource source;
  private final Padding padding;
  private final Set<JsonNode> keysAsked = new LinkedHashSet<>();

  TxnWorkload(TestOptions options, Data data) {
    this.data = data;
    this.options = options;
    this.padding = new Padding(options.data().valueBytes());
    this.source =
        new TransactionSource(
            options.data().keyCount().orElse(DEFAULT_KEY_COUNT),
            options.data().maxTxnLength(),
            options.data().maxWritesPerKey());
  }

  @Override
  public Generator generator() {
    return (elapsed, worker, random) -> {
      ArrayNode txn = Json.array();
      for (TransactionSource.Access access : source.next(random)) {
        JsonNode value = access.isWrite() ? Json.number(access.value()) : Json.nothing();
        txn.addArray()
            .add(access.isWrite() ? data.change : "r")
            .add(Json.number(access.key()))
            .add(value);
      }
      return new Invocation("txn", txn);
    };
  }

  @Override
  public Client newClient() {
    return (invocation, attempt) -> {
      invocation.input().forEach(access -> keysAsked.add(access.get(1)));
      attempt.call(
          Json.body("txn").set("txn", mapped(invocation.input(), padding::padded)),
          TXN_OK,
          reply -> {
            if (reply.get("txn").isNull()) {
              attempt.malformed(
                  "\"txn\" is null, and no list of what was done; in Go a nil slice becomes null:"
                      + " begin with txn := [][]any{}");
              return;
            }
            JsonNode executed = mapped(reply.get("txn"), padding::plain);
            if (isExecutionOf(invocation.input(), executed)) {
              attempt.ok(executed);
            } else {
              attempt.malformed(
                  "asked for "
                      + invocation.input()
                      + " it answered another transaction, "
                      + executed);
            }
          });
    };
  }

  /** A transaction with other values. */
  private JsonNode mapped(JsonNode txn, UnaryOperator<JsonNode> values) {
    if (padding.isNone()) {
      return txn;
    }
    ArrayNode mapped = Json.array();
    for (JsonNode each : txn) {
      JsonNode value = each.get(2);
      ArrayNode list = Json.array();
      value.forEach(element -> list.add(values.apply(element)));
      mapped
          .addArray()
          .add(each.get(0))
          .add(each.get(1))
          .add(value.isArray() ? list : values.apply(value));
    }
    return mapped;
  }

  /** Whether a transaction is the one asked for, but for the values that it read. */
  private boolean isExecutionOf(JsonNode asked, JsonNode executed) {
    if (asked.size() != executed.size()) {
      return false;
    }
    for (int i = 0; i < asked.size(); i++) {
      JsonNode before = asked.get(i);
      JsonNode after = executed.get(i);
      boolean isWrite = before.get(0).asString().equals(data.change);
      if (!before.get(0).equals(after.get(0))
          || !before.get(1).equals(after.get(1))
          || isWrite && !before.get(2).equals(after.get(2))
          || data == Data.LISTS && !isWrite && !after.get(2).isArray() && !after.get(2).isNull()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<FinalPhase> finalPhase(Decisions decisions) {
    return Optional.of(new TxnFinalReads(finalReads(), options.nodes().size()));
  }

  @Override
  public boolean isFinalPhaseMaelstroms() {
    return false;
  }

  private List<Invocation> finalReads() {
    List<Invocation> reads = new ArrayList<>();
    int most = Math.clamp(MAX_FINAL_BYTES_PER_TXN / mostBytesPerKey(), 1, MAX_FINAL_READS_PER_TXN);
    ArrayNode txn = Json.array();
    for (JsonNode key : keysAsked) {
      if (txn.size() == most) {
        reads.add(new Invocation("txn", txn));
        txn = Json.array();
      }
      txn.addArray().add("r").add(key).add(Json.nothing());
    }
    reads.add(new Invocation("txn", txn));
    return reads;
  }

  private int mostBytesPerKey() {
    long values = data == Data.LISTS ? options.data().maxWritesPerKey() : 1;
    return Math.clamp(values * options.data().valueBytes(), 1, MAX_FINAL_BYTES_PER_TXN);
  }

  @Override
  public Checker briefChecker(Deaths excuses) {
    if (data == Data.LISTS) {
      return checker(excuses);
    }
    return TxnChecker.ofModels(options.data().consistencyModels())
        .excusing(excuses)
        .searchingOnDemand();
  }

  @Override
  public Checker checker(Deaths excuses) {
    return switch (data) {
      case REGISTERS -> TxnChecker.ofModels(options.data().consistencyModels()).excusing(excuses);
      case LISTS ->
          ListAppendChecker.ofModels(options.data().consistencyModels()).excusing(excuses);
    };
  }

  @Override
  public Optional<Checker> staleChecker(Freshness freshness) {
    return data == Data.REGISTERS
        ? Optional.of(new StaleRegisterChecker(freshness))
        : Optional.empty();
  }
}
