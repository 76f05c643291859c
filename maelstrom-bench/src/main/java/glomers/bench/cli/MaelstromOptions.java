package glomers.bench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that Maelstrom's own {@code test} command has, with its defaults. */
final class MaelstromOptions {

  @Option(names = "--bin", paramLabel = "FILE", description = "Program that runs a node.")
  Path bin;

  @Option(
      names = {"-w", "--workload"},
      paramLabel = "NAME",
      defaultValue = "lin-kv",
      description = "What to test.")
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
      description = "How many workers ask at once; with an n, that many for each node.")
  String concurrency;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long they ask.")
  long timeLimitSeconds;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "5",
      description = "About how many operations a second they begin.")
  double rate;

  @Option(
      names = "--latency",
      paramLabel = "MILLIS",
      defaultValue = "0",
      description = "Mean latency between nodes.")
  long latencyMillis;

  @Option(
      names = "--latency-dist",
      paramLabel = "TYPE",
      defaultValue = "constant",
      description = "How it varies: constant, uniform or exponential.")
  String latencyDistribution;

  @Option(
      names = "--availability",
      paramLabel = "EXPECTED",
      description = "Part of the operations that has to succeed: 0 to 1, or total.")
  String availability;

  @Option(
      names = "--consistency-models",
      paramLabel = "MODELS",
      defaultValue = "strict-serializable",
      description = "What transactions have to keep, with commas.")
  String consistencyModels;

  @Option(names = "--key-count", paramLabel = "INT", description = "How many keys to use at once.")
  Integer keyCount;

  @Option(
      names = "--max-txn-length",
      paramLabel = "INT",
      defaultValue = "4",
      description = "How many operations a transaction has at most.")
  int maxTxnLength;

  @Option(
      names = "--max-writes-per-key",
      paramLabel = "INT",
      defaultValue = "16",
      description = "How often a key is written before another takes its place.")
  int maxWritesPerKey;

  @Option(
      names = "--nemesis",
      paramLabel = "FAULTS",
      defaultValue = "",
      description = "Faults to inject, with commas: partition, and beyond Maelstrom kill, pause.")
  String nemesis;

  @Option(
      names = "--nemesis-interval",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Mean time between a fault's start and stop.")
  double nemesisIntervalSeconds;

  @Option(
      names = "--topology",
      paramLabel = "SPEC",
      defaultValue = "grid",
      description = "Neighbours for broadcast: grid, line, tree, tree2, tree3, tree4 or total.")
  String topology;

  @Option(
      names = "--test-count",
      paramLabel = "NUM",
      defaultValue = "1",
      description = "How often.")
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
