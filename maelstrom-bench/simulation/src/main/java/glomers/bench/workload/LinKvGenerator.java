package glomers.bench.workload;

import glomers.bench.client.Invocation;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of a linearizable store, as Jepsen's {@code linearizable-register} does: workers
 * form groups of two for each node. A group works on a key of its own, half of it only reads, the
 * others write once for two compare-and-sets, values from 0 to 4. It goes on to the next key when
 * more processes have worked on this one than a checker likes: each operation of unknown outcome
 * makes one more.
 */
final class LinKvGenerator implements Generator {

  private static final int VALUES = 5;
  private static final int MAX_PROCESSES_PER_KEY = 20;

  private final int groupSize;
  private final Group[] groups;
  private final int concurrency;
  private long nextKey;

  private final class Group {
    private JsonNode key;
    private int processes;

    Group() {
      begin();
    }

    private void begin() {
      key = Json.number(nextKey++);
      processes = groupSize;
    }

    void addProcess() {
      processes++;
      if (processes > Math.max(MAX_PROCESSES_PER_KEY, groupSize)) {
        begin();
      }
    }
  }

  /**
   * A generator.
   *
   * @param concurrency how many workers there are
   * @throws IllegalArgumentException if they are no whole number of groups
   */
  LinKvGenerator(int nodes, int concurrency) {
    this.groupSize = groupSize(nodes);
    this.concurrency = concurrency;
    if (concurrency % groupSize != 0) {
      throw new IllegalArgumentException(
          "lin-kv with "
              + nodes
              + " nodes has clients in groups of "
              + groupSize
              + ", so there cannot be "
              + concurrency);
    }
    this.groups = new Group[concurrency / groupSize];
    for (int group = 0; group < groups.length; group++) {
      groups[group] = new Group();
    }
  }

  /** How many workers share a key. */
  static int groupSize(int nodes) {
    return 2 * nodes;
  }

  @Override
  public Invocation next(long elapsedNanos, int worker, RandomGenerator random) {
    JsonNode key = groups[worker / groupSize].key;
    if (worker % groupSize < groupSize / 2) {
      return invocation("read", key, Json.nothing());
    }
    return random.nextInt(3) == 0
        ? invocation("write", key, value(random))
        : invocation("cas", key, Json.array().add(value(random)).add(value(random)));
  }

  private static JsonNode value(RandomGenerator random) {
    return Json.number(random.nextInt(VALUES));
  }

  private static Invocation invocation(String function, JsonNode key, JsonNode asked) {
    return new Invocation(function, Json.array().add(key).add(asked));
  }

  @Override
  public void completed(Operation operation) {
    if (operation.outcome() == Outcome.INFO) {
      groups[operation.process() % concurrency / groupSize].addProcess();
    }
  }
}
