package glomers.bench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that Maelstrom's own {@code test} command has, with its defaults. */
final class MaelstromOptions {

  @Option(
      names = "--bin",
      paramLabel = "FILE",
      description =
          "The program that runs one node, in any language, or the Java source of one that is built on"
              + " maelstrom-core. With --simulate such a source, our jar, or a node in another language:"
              + " a .wasm, or a .go, .rs, .c or .zig to compile to one.")
  Path bin;

  @Option(
      names = {"-w", "--workload"},
      paramLabel = "NAME",
      description =
          "What to test: echo, unique-ids, broadcast, g-counter, pn-counter, g-set, lin-kv, kafka,"
              + " txn-rw-register or txn-list-append.")
  String workload;

  @Option(
      names = "--node-count",
      paramLabel = "NUM",
      description = "How many nodes to run, named n0, n1 and so on; overrides the other ways.")
  Integer nodeCount;

  @Option(
      names = {"-n", "--node"},
      paramLabel = "NAME",
      description = "A node to run; may be given several times. Default: n1 to n5.")
  List<String> node = new ArrayList<>();

  @Option(names = "--nodes", paramLabel = "LIST", description = "Nodes to run, with commas.")
  String nodes;

  @Option(names = "--nodes-file", paramLabel = "FILE", description = "Nodes to run, a line each.")
  Path nodesFile;

  @Option(
      names = "--concurrency",
      paramLabel = "NUM",
      defaultValue = "1n",
      description =
          "How many workers ask at once; 2n is two for each node. Default: ${DEFAULT-VALUE}.")
  String concurrency;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long they ask. Default: ${DEFAULT-VALUE}.")
  long timeLimitSeconds;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "5",
      description =
          "About how many operations a second they begin, in all. Default: ${DEFAULT-VALUE}.")
  double rate;

  @Option(
      names = "--latency",
      paramLabel = "MILLIS",
      defaultValue = "0",
      description =
          "Mean latency among nodes and services; clients have none. Default: ${DEFAULT-VALUE}.")
  long latencyMillis;

  @Option(
      names = "--latency-dist",
      paramLabel = "TYPE",
      defaultValue = "constant",
      description = "How it varies: constant, uniform or exponential. Default: ${DEFAULT-VALUE}.")
  String latencyDistribution;

  @Option(
      names = "--availability",
      paramLabel = "EXPECTED",
      description =
          "Part of the operations that has to succeed: 0 to 1, or total. 0: not even one of"
              + " each kind need do so. Default: at least one of each kind.")
  String availability;

  @Option(
      names = "--consistency-models",
      paramLabel = "MODELS",
      defaultValue = "strict-serializable",
      description =
          "What transactions have to keep, with commas: read-uncommitted, read-committed,"
              + " monotonic-atomic-view, read-atomic, causal-cerone, serializable or"
              + " strict-serializable. Default: ${DEFAULT-VALUE}.")
  String consistencyModels;

  @Option(
      names = "--key-count",
      paramLabel = "INT",
      description = "How many keys kafka and transactions use at once. Default: 10.")
  Integer keyCount;

  @Option(
      names = "--max-txn-length",
      paramLabel = "INT",
      defaultValue = "4",
      description =
          "How many reads and writes a transaction has at most. Default: ${DEFAULT-VALUE}.")
  int maxTxnLength;

  @Option(
      names = "--max-writes-per-key",
      paramLabel = "INT",
      defaultValue = "16",
      description =
          "How often a key is written before another takes its place. Default: ${DEFAULT-VALUE}.")
  int maxWritesPerKey;

  @Option(
      names = "--nemesis",
      paramLabel = "FAULTS",
      defaultValue = "",
      description =
          "Faults to inject, with commas: partition, and beyond Maelstrom kill, pause."
              + " Default: none.")
  String nemesis;

  @Option(
      names = "--nemesis-interval",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "Mean time between a fault's start and stop, and the next start."
              + " Default: ${DEFAULT-VALUE}.")
  double nemesisIntervalSeconds;

  @Option(
      names = "--topology",
      paramLabel = "SPEC",
      defaultValue = "grid",
      description =
          "Neighbours for broadcast: grid, line, tree, tree2, tree3, tree4 or total."
              + " Default: ${DEFAULT-VALUE}.")
  String topology;

  @Option(
      names = "--test-count",
      paramLabel = "NUM",
      defaultValue = "1",
      description = "How often to run the test, until it is not valid. Default: ${DEFAULT-VALUE}.")
  int testCount;

  @Option(names = "--log-stderr", description = "Print what nodes write to STDERR.")
  boolean logStderr;

  @Option(names = "--log-net-send", description = "Print messages as they are sent.")
  boolean logNetSend;

  @Option(names = "--log-net-recv", description = "Print messages as they are received.")
  boolean logNetRecv;

  @Option(
      names = {"--no-ssh", "--leave-db-running", "--logging-json", "--strict-host-key-checking"},
      hidden = true)
  List<Boolean> ignoredFlags;

  @Option(
      names = {"--username", "--password", "--ssh-private-key"},
      hidden = true)
  List<String> ignoredValues;

  @Parameters(
      paramLabel = "ARG",
      arity = "0..*",
      description = "Arguments for the node's program, after --.")
  List<String> arguments = new ArrayList<>();
}
