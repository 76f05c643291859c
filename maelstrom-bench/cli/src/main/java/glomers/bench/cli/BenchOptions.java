package glomers.bench.cli;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that Maelstrom lacks. */
final class BenchOptions {

  /** For how long a run that failed is made smaller, unless something else is said. */
  static final int SHRINK_SECONDS = 20;

  @Option(
      names = "--simulate",
      description =
          "Run the nodes in this process, on virtual time, all chance from a seed: of a jar built on"
              + " maelstrom-core, or of a program compiled to WebAssembly.")
  boolean simulate;

  @Option(
      names = "--seed",
      paramLabel = "NUM",
      description =
          "Where chance comes from: with --simulate all of it, else the bench's own part."
              + " Default: a new one each time, which is printed.")
  Long seed;

  @Option(
      names = "--runs",
      paramLabel = "NUM",
      description =
          "Simulate that many seeds from --seed on, on all cores. Prints those that are not valid"
              + " or, run a second time, not the same; of those that are made smaller the files are"
              + " kept, of all others none.")
  Integer runs;

  @Option(
      names = "--no-shrink",
      description =
          "Leave a simulated run that fails as large as it is. Without it, it is made as small as"
              + " it can be and still fail, and told as a story.")
  boolean noShrink;

  @Option(
      names = "--shrink-seconds",
      paramLabel = "SECONDS",
      defaultValue = "" + SHRINK_SECONDS,
      description = "For how long to make it smaller. Default: ${DEFAULT-VALUE}.")
  int shrinkSeconds;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "Run what a plan.json says, which stands in the folder of every run that failed, and nothing"
              + " else: on virtual time if it is of a simulated run, else with processes. Of all"
              + " other options only --bin, --store and --no-store count then.")
  Path plan;

  @Option(
      names = "--loss",
      paramLabel = "P",
      defaultValue = "0",
      description =
          "Probability that a message between nodes is lost. Default:" + " ${DEFAULT-VALUE}.")
  double lossProbability;

  @Option(
      names = "--duplicate",
      paramLabel = "P",
      defaultValue = "0",
      description = "Probability that it comes twice. Default: ${DEFAULT-VALUE}.")
  double duplicateProbability;

  @Option(
      names = "--reorder",
      paramLabel = "P",
      defaultValue = "0",
      description =
          "Probability that it is held back up to 200 ms, so that later ones"
              + " overtake it. Default: ${DEFAULT-VALUE}.")
  double reorderProbability;

  @Option(
      names = "--retry",
      paramLabel = "P",
      defaultValue = "0",
      description =
          "Probability that a client's request comes twice, as if sent again"
              + " unanswered. Default: ${DEFAULT-VALUE}.")
  double retryProbability;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description =
          "How long a client waits for an answer before it asks another node too, under the same"
              + " msg_id; the first certain answer counts. Default: for ever.")
  Double patienceSeconds;

  @Option(
      names = "--idle",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "Mean length of stretches in which no client asks anything, and of those between them."
              + " Default: no such stretches.")
  double idleSeconds;

  @Option(
      names = "--value-bytes",
      paramLabel = "NUM",
      defaultValue = "0",
      description =
          "How long the values are that echo, broadcast, kafka and transactions send, as texts;"
              + " 0 for plain numbers. Default: ${DEFAULT-VALUE}.")
  int valueBytes;

  @Option(
      names = "--nemesis-delay",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "How long the nemesis leaves the nodes alone at the start, so that they can form"
              + " a cluster before the first fault. Default: ${DEFAULT-VALUE}.")
  double nemesisDelaySeconds;

  @Option(
      names = "--nemesis-end",
      paramLabel = "SECONDS",
      description =
          "When all faults end, after the start, so that clients meet a cluster that was healed."
              + " Default: with the run.")
  Double nemesisEndSeconds;

  @Option(
      names = "--durability",
      paramLabel = "SCOPE",
      defaultValue = "cluster",
      description =
          "What has to outlive killed nodes: cluster, all that was acknowledged, or survivors, what"
              + " a node had that was not killed after it. Default: ${DEFAULT-VALUE}.")
  String durability;

  @Option(
      names = "--max-down",
      paramLabel = "NUM",
      description = "How many nodes may be killed or paused at once. Default: a minority.")
  Integer maxDown;

  @Option(
      names = "--max-stall",
      paramLabel = "SECONDS",
      description =
          "While a majority of the nodes is up and connected, no kind of operation may stay without"
              + " success for longer. Default: any time.")
  Double maxStallSeconds;

  @Option(
      names = "--max-stale",
      paramLabel = "SECONDS",
      description =
          "What a node has acknowledged has to be in what is read at every node that has been"
              + " connected with it, both up, for longer. Default: any time.")
  Double maxStaleSeconds;

  @Option(
      names = "--rules",
      paramLabel = "RULES",
      defaultValue = "all",
      description =
          "By which rules to judge: all, or maelstrom, by those alone that the real Maelstrom has."
              + " What breaks only ours is told all the same. Default: ${DEFAULT-VALUE}.")
  String rules;

  @Option(
      names = "--recovery",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long to wait, with all faults healed, before the final reads;"
              + " workloads without final reads don't. Default: ${DEFAULT-VALUE}.")
  double recoverySeconds;

  @Mixin NodeOptions node = new NodeOptions();

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "store",
      description = "Where results go. Default: ${DEFAULT-VALUE}.")
  Path store;

  @Option(names = "--no-store", description = "Write no files.")
  boolean noStore;
}
