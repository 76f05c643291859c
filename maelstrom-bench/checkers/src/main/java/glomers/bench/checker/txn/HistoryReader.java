package glomers.bench.checker.txn;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Subject;
import glomers.bench.checker.txn.Transaction.Read;
import glomers.bench.checker.txn.TxnHistory.SessionWriters;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads operations as a {@link TxnHistory}: finds for every read the write that it saw, and so
 * whatever is wrong with a read by itself, whichever order the transactions had.
 *
 * <p>Used once.
 */
final class HistoryReader {
  private static final Set<ConsistencyModel> EVERY_MODEL = ConsistencyModel.weakest();
  private static final Set<ConsistencyModel> FROM_READ_COMMITTED =
      EnumSet.of(
          ConsistencyModel.READ_COMMITTED,
          ConsistencyModel.VIEW_SERIALIZABLE,
          ConsistencyModel.ONE_COPY_SERIALIZABLE);
  private static final Set<ConsistencyModel> FROM_READ_ATOMIC =
      EnumSet.of(
          ConsistencyModel.READ_ATOMIC,
          ConsistencyModel.UPDATE_ATOMIC,
          ConsistencyModel.PARALLEL_SNAPSHOT_ISOLATION,
          ConsistencyModel.PREFIX,
          ConsistencyModel.VIEW_SERIALIZABLE,
          ConsistencyModel.ONE_COPY_SERIALIZABLE);

  /** One write: who did it, and whether the same transaction wrote the key again later. */
  private record Version(int writer, boolean isLast) {}

  private final List<Operation> operations;
  private final Findings findings;
  private final List<List<MicroOperation>> inputs = new ArrayList<>();
  private final List<JsonNode> keys = new ArrayList<>();
  private final Map<JsonNode, Integer> keyNumbers = new HashMap<>();
  private final List<Map<JsonNode, Version>> versions = new ArrayList<>();

  private HistoryReader(List<Operation> operations, Findings findings) {
    this.operations = operations;
    this.findings = findings;
  }

  /**
   * Reads a history.
   *
   * @param operations operations of function {@code txn} only, in the order of their invocations
   * @param findings where to note what is wrong with single reads
   * @throws IllegalArgumentException if two writes of one key wrote one value, or one wrote null:
   *     then it is not known who read from whom
   */
  static TxnHistory read(List<Operation> operations, Findings findings) {
    return new HistoryReader(operations, findings).read();
  }

  private TxnHistory read() {
    for (int i = 0; i < operations.size(); i++) {
      indexWrites(i);
    }
    List<List<Read>> reads = new ArrayList<>(operations.size());
    boolean[] isCommitted = new boolean[operations.size()];
    for (int i = 0; i < operations.size(); i++) {
      isCommitted[i] |= operations.get(i).isOk();
      reads.add(operations.get(i).isOk() ? resolveReads(i) : List.of());
      for (Read read : reads.get(i)) {
        if (!read.isInitial()) {
          isCommitted[read.writer()] = true;
        }
      }
    }
    return build(reads, isCommitted);
  }

  private void indexWrites(int i) {
    Operation operation = operations.get(i);
    Optional<List<MicroOperation>> parsed = MicroOperation.parse(operation.input());
    if (parsed.isEmpty()) {
      inputs.add(List.of());
      if (operation.isOk()) {
        findings.add(
            "malformed-transaction",
            EVERY_MODEL,
            () ->
                new Anomaly(
                    AnomalyType.ours("malformed-transaction"),
                    "T%d is no transaction, and was accepted as one: %s"
                        .formatted(operation.index(), operation.input()),
                    List.of(operation)));
      }
      return;
    }
    inputs.add(parsed.get());
    Map<JsonNode, JsonNode> last = new HashMap<>();
    for (MicroOperation each : parsed.get()) {
      if (each.isWrite()) {
        last.put(each.key(), each.value());
      }
    }
    for (MicroOperation each : parsed.get()) {
      int key = keyNumber(each.key());
      if (each.isWrite()) {
        Version version = new Version(i, last.get(each.key()).equals(each.value()));
        if (each.value().isNull() || versions.get(key).put(each.value(), version) != null) {
          throw new IllegalArgumentException(
              "T%d writes %s to key %s, which is not unique: who read it cannot be known."
                  .formatted(operation.index(), each.value(), each.key()));
        }
      }
    }
  }

  private int keyNumber(JsonNode key) {
    Integer known = keyNumbers.get(key);
    if (known != null) {
      return known;
    }
    keyNumbers.put(key, keys.size());
    keys.add(key);
    versions.add(new HashMap<>());
    return keys.size() - 1;
  }

  /** The external reads of an acknowledged operation that saw something committed. */
  private List<Read> resolveReads(int i) {
    List<MicroOperation> input = inputs.get(i);
    List<MicroOperation> output =
        MicroOperation.parse(operations.get(i).output()).orElse(List.of());
    if (!isAnsweredBy(input, output)) {
      add(
          "malformed-reply",
          EVERY_MODEL,
          i,
          i,
          Subject.NONE,
          "was asked for %s and answered with %s"
              .formatted(operations.get(i).input(), operations.get(i).output()));
      return List.of();
    }
    List<Read> reads = new ArrayList<>();
    Map<JsonNode, JsonNode> written = new HashMap<>();
    Map<JsonNode, JsonNode> seen = new HashMap<>();
    for (MicroOperation each : output) {
      JsonNode own = written.get(each.key());
      if (each.isWrite()) {
        written.put(each.key(), each.value());
      } else if (own == null) {
        JsonNode before = seen.put(each.key(), each.value());
        if (before != null && !before.equals(each.value())) {
          add(
              "unrepeatable-read",
              FROM_READ_ATOMIC,
              i,
              i,
              Subject.ofVersion(each.key(), each.value()),
              "read key %s as %s and then as %s".formatted(each.key(), before, each.value()));
        }
        resolve(i, each).ifPresent(reads::add);
      } else if (!own.equals(each.value())) {
        add(
            "internal",
            EVERY_MODEL,
            i,
            i,
            Subject.ofVersion(each.key(), each.value()),
            "wrote %s to key %s and then read %s from it".formatted(own, each.key(), each.value()));
      }
    }
    return reads;
  }

  private static boolean isAnsweredBy(List<MicroOperation> input, List<MicroOperation> output) {
    if (input.size() != output.size()) {
      return false;
    }
    for (int i = 0; i < input.size(); i++) {
      if (!input.get(i).isAnsweredBy(output.get(i))) {
        return false;
      }
    }
    return true;
  }

  private Optional<Read> resolve(int i, MicroOperation read) {
    int key = keyNumbers.get(read.key());
    if (read.value().isNull()) {
      return Optional.of(new Read(key, Transaction.INITIAL));
    }
    Version version = versions.get(key).get(read.value());
    if (version == null) {
      addRead("thin-air-read", EVERY_MODEL, i, i, read, ", which nobody wrote");
    } else if (version.writer() == i) {
      addRead("future-read", EVERY_MODEL, i, i, read, ", which it wrote itself only later");
    } else if (operations.get(version.writer()).outcome() == Outcome.FAIL) {
      addRead(
          "G1a",
          FROM_READ_COMMITTED,
          i,
          version.writer(),
          read,
          ", written by T%d, which aborted".formatted(operations.get(version.writer()).index()));
    } else if (!version.isLast()) {
      addRead(
          "G1b",
          FROM_READ_COMMITTED,
          i,
          version.writer(),
          read,
          ", an intermediate value: T%d wrote the key again"
              .formatted(operations.get(version.writer()).index()));
    } else {
      return Optional.of(new Read(key, version.writer()));
    }
    return Optional.empty();
  }

  private void addRead(
      String type,
      Set<ConsistencyModel> weakestBroken,
      int reader,
      int writer,
      MicroOperation read,
      String flaw) {
    add(
        type,
        weakestBroken,
        reader,
        writer,
        Subject.ofVersion(read.key(), read.value()),
        "read key %s as %s".formatted(read.key(), read.value()) + flaw);
  }

  private void add(
      String type,
      Set<ConsistencyModel> weakestBroken,
      int reader,
      int writer,
      Subject subject,
      String predicate) {
    Operation operation = operations.get(reader);
    findings.add(
        type,
        weakestBroken,
        () ->
            new Anomaly(
                    AnomalyType.ours(type),
                    "T%d %s.".formatted(operation.index(), predicate),
                    reader == writer
                        ? List.of(operation)
                        : List.of(operations.get(writer), operation))
                .about(subject));
  }

  /** Drops what did not take effect, and numbers what remains. */
  private TxnHistory build(List<List<Read>> reads, boolean[] isCommitted) {
    int[] ids = new int[operations.size()];
    int count = 0;
    for (int i = 0; i < ids.length; i++) {
      ids[i] = isCommitted[i] ? count++ : Transaction.INITIAL;
    }
    Map<Integer, List<Transaction>> sessions = new LinkedHashMap<>();
    Map<Integer, Integer> sessionNumbers = new HashMap<>();
    List<Transaction> transactions = new ArrayList<>(count);
    for (int i = 0; i < ids.length; i++) {
      if (isCommitted[i]) {
        int process = operations.get(i).process();
        int session = sessionNumbers.computeIfAbsent(process, p -> sessionNumbers.size());
        List<Transaction> before = sessions.computeIfAbsent(session, s -> new ArrayList<>());
        List<Read> resolved =
            reads.get(i).stream()
                .map(read -> read.isInitial() ? read : new Read(read.key(), ids[read.writer()]))
                .toList();
        Transaction transaction =
            new Transaction(
                ids[i], operations.get(i), session, before.size(), resolved, writtenKeys(i));
        before.add(transaction);
        transactions.add(transaction);
      }
    }
    List<int[]> sessionOrder =
        sessions.values().stream()
            .map(session -> session.stream().mapToInt(Transaction::id).toArray())
            .toList();
    return new TxnHistory(transactions, sessionOrder, keys, writers(sessions.values()));
  }

  private int[] writtenKeys(int i) {
    List<MicroOperation> input = inputs.get(i);
    int[] written = new int[input.size()];
    int count = 0;
    for (MicroOperation each : input) {
      if (each.isWrite()) {
        written[count++] = keyNumbers.get(each.key());
      }
    }
    Arrays.sort(written, 0, count);
    int distinct = 0;
    for (int place = 0; place < count; place++) {
      if (distinct == 0 || written[place] != written[distinct - 1]) {
        written[distinct++] = written[place];
      }
    }
    return Arrays.copyOf(written, distinct);
  }

  private List<List<SessionWriters>> writers(Iterable<List<Transaction>> sessions) {
    List<List<SessionWriters>> writers = new ArrayList<>(keys.size());
    keys.forEach(key -> writers.add(new ArrayList<>()));
    for (List<Transaction> session : sessions) {
      Map<Integer, List<Transaction>> ofSession = new LinkedHashMap<>();
      for (Transaction transaction : session) {
        Arrays.stream(transaction.writtenKeys())
            .forEach(
                key -> ofSession.computeIfAbsent(key, k -> new ArrayList<>()).add(transaction));
      }
      ofSession.forEach((key, wrote) ->
          writers
              .get(key)
              .add(
                  new SessionWriters(
                      wrote.getFirst().session(),
                      wrote.stream().mapToInt(Transaction::position).toArray(),
                      wrote.stream().mapToInt(Transaction::id).toArray())));
    }
    return writers;
  }
}
