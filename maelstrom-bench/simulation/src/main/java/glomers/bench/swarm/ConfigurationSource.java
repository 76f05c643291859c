package glomers.bench.swarm;

import glomers.bench.engine.Chance;
import glomers.bench.node.ProgramSource;
import glomers.bench.workload.Workloads;
import glomers.core.node.Hardship;
import glomers.core.node.Promises;
import glomers.core.node.Promises.Durability;
import glomers.core.node.Tunable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws a configuration for each seed: how many nodes, what clients ask, what goes wrong and when.
 * Each fault is in or out by itself, with its own intensity, since what one fault does another may
 * hide. Whatever the program promises to survive may be drawn, and it is held to nothing else.
 *
 * <p>A seed draws the same however often and in whatever order it is asked for. What is given
 * beforehand is not drawn, and changes no other draw, though it may change what is possible.
 */
public final class ConfigurationSource {

  /** As many of each hundred seeds have as many nodes: the first number times the second. */
  private static final List<Integer> NODE_COUNTS =
      weighted(
          new int[][] {
            {9, 1}, {13, 2}, {25, 3}, {11, 4}, {20, 5}, {7, 6}, {6, 7}, {4, 8}, {4, 9}, {1, 25}
          });

  private static final List<String> TOPOLOGIES =
      List.of("grid", "line", "tree", "tree2", "tree3", "tree4", "total");
  private static final List<String> DISTRIBUTIONS = List.of("constant", "uniform", "exponential");
  private static final long KILOBYTE = 1_000;
  private static final long MEGABYTE = 1_000 * KILOBYTE;

  /** What a seed costs grows faster than these, where an answer holds what came before. */
  private static final int MAX_ANSWERED_OPERATIONS = 2_000;

  /** What a spell of a promised span grows by, for each unit of the network's mean latency. */
  private static final int LATENCIES_PER_SPAN = 30;

  private final String workload;
  private final ProgramSource program;
  private final Map<String, String> given;
  private final List<String> givenArguments;

  /**
   * A source for one program.
   *
   * @param given options of {@code test} that are not to be drawn
   * @param givenArguments options of the node that are not to be drawn, each followed by its value
   */
  public ConfigurationSource(
      String workload,
      ProgramSource program,
      Map<String, String> given,
      List<String> givenArguments) {
    this.workload = workload;
    this.program = program;
    this.given = new LinkedHashMap<>(given);
    this.givenArguments = List.copyOf(givenArguments);
  }

  /** The configuration of a seed. */
  public Configuration draw(long seed) {
    return new Drawing(seed).draw();
  }

  private static List<Integer> weighted(int[][] pairs) {
    List<Integer> values = new ArrayList<>();
    for (int[] pair : pairs) {
      for (int i = 0; i < pair[0]; i++) {
        values.add(pair[1]);
      }
    }
    return List.copyOf(values);
  }

  /** The work on one seed. */
  private final class Drawing {
    private final long seed;
    private final Draws draws;
    private final List<String> arguments;
    private final Promises promises;
    private final Map<String, String> options = new LinkedHashMap<>();
    private int nodes;
    private double latencyMillis;
    private long valueBytes;

    Drawing(long seed) {
      this.seed = seed;
      this.draws = new Draws(new Chance(seed));
      this.arguments = arguments();
      this.promises = program.promises(arguments);
    }

    Configuration draw() {
      options.putAll(given);
      nodes = Integer.parseInt(set("--node-count", "" + draws.oneOf("nodes", NODE_COUNTS)));
      data();
      network();
      double seconds = load();
      faults(seconds);
      demands();
      return new Configuration(seed, options, arguments);
    }

    private List<String> arguments() {
      List<String> drawn = new ArrayList<>(givenArguments);
      for (Tunable tunable : program.tunables()) {
        String name = tunable.name();
        if (!drawn.contains(name) && draws.happens(name, 0.3)) {
          drawn.add(name);
          drawn.add(
              switch (tunable) {
                case Tunable.Number(_, long min, long max) -> "" + draws.count(name, min, max);
                case Tunable.Choice(_, List<String> values) -> draws.oneOf(name, values);
              });
        }
      }
      return List.copyOf(drawn);
    }

    private void data() {
      valueBytes = 0;
      if (draws.happens("big values", 0.025)) {
        valueBytes =
            draws.happens("huge values", 0.5)
                ? MEGABYTE
                : draws.count("value bytes", KILOBYTE, 20 * KILOBYTE);
      }
      if (valueBytes > 0 && !workload.contains("counter") && !workload.equals("unique-ids")) {
        set("--value-bytes", "" + valueBytes);
      }
      valueBytes = Long.parseLong(options.getOrDefault("--value-bytes", "0"));
      switch (workload) {
        case "broadcast" -> set("--topology", draws.oneOf("topology", TOPOLOGIES));
        case "kafka" -> keys();
        case "txn-rw-register", "txn-list-append" -> {
          keys();
          set("--max-txn-length", "" + draws.count("transaction length", 1, 8));
        }
        default -> {}
      }
    }

    private void keys() {
      set("--key-count", "" + draws.count("keys", 1, 50));
      set(
          "--max-writes-per-key",
          "" + draws.oneOf("writes per key", List.of(1, 2, 4, 16, 100, 10_000)));
    }

    private void network() {
      latencyMillis = 0;
      if (nodes > 1 && draws.happens("latency", 0.5)) {
        latencyMillis =
            Double.parseDouble(
                set(
                    "--latency",
                    "" + draws.count("latency", 1, promises.longestLatency().toMillis())));
        set("--latency-dist", draws.oneOf("latency's distribution", DISTRIBUTIONS));
      }
      if (draws.happens("harm to messages", 0.6)) {
        probability("--loss", Hardship.LOSS, 0.3);
        probability("--duplicate", Hardship.DUPLICATION, 0.5);
        probability("--reorder", Hardship.REORDERING, 0.5);
      }
    }

    private void probability(String option, Hardship hardship, double max) {
      boolean matters = nodes > 1 || hardship == Hardship.REPETITION;
      if (matters && promises.survives(hardship) && draws.happens(option, 0.4)) {
        set(option, Draws.text(draws.magnitude(option, 0.001, max)));
      }
    }

    /** Whether each read answers with all that was ever added. */
    private boolean isSet() {
      return workload.equals("broadcast") || workload.equals("g-set");
    }

    /** How much clients ask, and for how many seconds. */
    private double load() {
      long most = mostOperations();
      double drawn = Math.min(most, draws.magnitude("rate", 0.5, 1_000));
      long seconds = draws.count("seconds", 2, 40);
      if (valueBytes > 0 && !isSet() && draws.happens("all bytes", 0.5)) {
        // At a rate of its own little is written, or all in a second in which nothing goes wrong.
        drawn = (double) Math.min(most, MAX_ANSWERED_OPERATIONS) / seconds;
      }
      double rate = Double.parseDouble(set("--rate", Draws.text(drawn)));
      if (rate * seconds > most) {
        seconds = Math.max(1, (long) (most / rate));
      }
      seconds = Math.max(seconds, (long) givenDelaySeconds() + 1);
      seconds = Long.parseLong(set("--time-limit", "" + seconds));
      long clients = draws.count("concurrency", 1, valueBytes > 0 ? 5 : 60);
      long unit = Workloads.concurrencyUnit(workload, nodes);
      set("--concurrency", "" + Math.ceilDiv(clients, unit) * unit);
      if (draws.happens("idle stretches", 0.3)) {
        set("--idle", Draws.text(draws.magnitude("idle stretches", 0.3, Math.max(0.4, seconds))));
      }
      double recovery = spanSeconds(promises.recovery());
      if (draws.happens("long recovery", 0.2)) {
        recovery += draws.count("recovery", 1, 60);
      }
      set("--recovery", Draws.text(recovery));
      return seconds;
    }

    /** For how long nodes are left alone at the start, if that is not to be drawn. */
    private double givenDelaySeconds() {
      return Double.parseDouble(given.getOrDefault("--nemesis-delay", "0"));
    }

    /** What a seed may cost: what it costs grows with them, and more for long values. */
    private long mostOperations() {
      boolean isHistoryAnswered =
          isSet() || Set.of("kafka", "txn-rw-register", "txn-list-append").contains(workload);
      long most =
          isHistoryAnswered ? draws.count("operations", 10, MAX_ANSWERED_OPERATIONS) : 20_000;
      if (valueBytes == 0) {
        return most;
      }
      // A read of a set answers with all values, in one line of at most 16 MiB. Where an
      // answer can be shorter there are to be more of them: half of the operations bring one.
      return isSet()
          ? Math.max(2, draws.count("bytes", MEGABYTE, 12 * MEGABYTE) / valueBytes)
          : Math.max(2, 2 * draws.count("bytes", 4 * MEGABYTE, largestLogBytes()) / valueBytes);
    }

    /**
     * Every node has all of it. Enough for what one line cannot hold (16 MiB), where the nodes are
     * few.
     */
    private long largestLogBytes() {
      return Math.clamp(160 / nodes, 8, 40) * MEGABYTE;
    }

    private double spanSeconds(Duration promised) {
      return promised.toMillis() / 1e3 + LATENCIES_PER_SPAN * latencyMillis / 1e3;
    }

    private void faults(double seconds) {
      List<String> nemeses = new ArrayList<>();
      int mostDown =
          switch (promises.down()) {
            case MINORITY -> (nodes - 1) / 2;
            case ALL_BUT_ONE -> nodes - 1;
            case ALL -> nodes;
          };
      if (nodes > 1 && isIn(Hardship.PARTITION, 0.5)) {
        nemeses.add("partition");
      }
      boolean isHarmed = mostDown > 0 && draws.happens("harm to nodes", 0.7);
      if (isHarmed && isIn(Hardship.KILL, 0.5)) {
        nemeses.add("kill");
      }
      if (isHarmed && isIn(Hardship.PAUSE, 0.4)) {
        nemeses.add("pause");
      }
      if (!nemeses.isEmpty()) {
        set("--nemesis", String.join(",", nemeses));
      }
      String present = options.getOrDefault("--nemesis", "");
      if (!present.isEmpty()) {
        schedule(seconds);
      }
      if (present.contains("kill") || present.contains("pause")) {
        set("--max-down", "" + draws.count("nodes down", 1, Math.max(1, mostDown)));
      }
      boolean isForgotten = hasKills() && promises.durability() == Durability.SURVIVORS;
      if (isForgotten) {
        set("--durability", "survivors");
      } else {
        // A killed node takes along what it knew of earlier requests, too.
        repetition();
      }
    }

    private void repetition() {
      probability("--retry", Hardship.REPETITION, 0.5);
      if (nodes > 1 && isIn(Hardship.REPETITION_ELSEWHERE, 0.3)) {
        set("--patience", Draws.text(draws.magnitude("patience", 0.01, 4)));
      }
    }

    private void schedule(double seconds) {
      set("--nemesis-interval", Draws.text(draws.magnitude("nemesis interval", 0.2, 10)));
      double delay = givenDelaySeconds();
      if (draws.happens("first fault late", 0.3)) {
        delay = Double.parseDouble(set("--nemesis-delay", Draws.text(seconds / 3)));
      }
      if (draws.happens("last fault early", 0.4)) {
        double end = delay + (seconds - delay) * draws.magnitude("last fault", 0.1, 0.9);
        set("--nemesis-end", Draws.text(end));
      }
    }

    /** What is demanded besides the workload's own rules. */
    private void demands() {
      String nemeses = options.getOrDefault("--nemesis", "");
      boolean allAreUp = !hasKills() && !nemeses.contains("pause");
      set("--availability", promises.isTotallyAvailable() && allAreUp ? "total" : "0");
      List<String> models =
          hasKills() ? promises.consistencyModelsAfterKills() : promises.consistencyModels();
      if (!models.isEmpty()) {
        set("--consistency-models", String.join(",", models));
      }
      promises.stall().ifPresent(stall -> set("--max-stall", Draws.text(spanSeconds(stall))));
      // How often a message has to be sent until it arrives at last nobody can promise.
      boolean isPunctual = !options.containsKey("--loss") && !options.containsKey("--reorder");
      promises
          .staleness()
          .filter(unused -> isPunctual)
          .ifPresent(staleness -> set("--max-stale", Draws.text(spanSeconds(staleness))));
    }

    private boolean hasKills() {
      return options.getOrDefault("--nemesis", "").contains("kill");
    }

    private boolean isIn(Hardship hardship, double probability) {
      return promises.survives(hardship) && draws.happens(hardship.name(), probability);
    }

    /** Gives an option its value, unless it has one, and says which it has. */
    private String set(String name, String value) {
      options.putIfAbsent(name, value);
      return options.get(name);
    }
  }
}
