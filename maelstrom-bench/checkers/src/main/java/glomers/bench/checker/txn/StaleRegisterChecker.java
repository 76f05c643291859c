package glomers.bench.checker.txn;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Checker;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.stale.Freshness;
import glomers.bench.checker.stale.Freshness.Stretch;
import glomers.bench.checker.stale.StaleReads;
import glomers.bench.checker.txn.VersionGraph.Session;
import glomers.bench.checker.txn.VersionGraph.Version;
import glomers.bench.history.Operation;
import glomers.bench.history.Spell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Registers catch up: no read returns a version older than one that it has to know of.
 *
 * <p>Which of two versions is older is seldom seen. What replicated registers promise is that there
 * is one order of a key's versions for all nodes, by timestamps for example, and that each node
 * keeps the last of those that it has got. It is not that of real time: of two clients who cannot
 * know of each other either may be the last. So nothing is concluded from time. But of a node that
 * knows of a version and answers with another, the other must be the later one, in whatever order
 * there is. Every read that has to know of some versions says that much about each of them. What a
 * session writes when it has read or written an acknowledged version comes after that one, too, as
 * long as its node keeps its memory (see {@link VersionGraph}). Where all of that leads in a
 * circle, no order explains what was read, and so at least one of the reads did not know what it
 * had to. If only one edge of the circle is a read's, it is that one. A read that finds no value at
 * all is stale if there is any version that it has to know of.
 *
 * <p>Nothing false is found in a system in which each node's reads are the last of the versions
 * that it knows, by an order in which a session's writes follow what it had seen. That holds for
 * last writer wins with clocks that run ahead of whatever they have seen, and for everything
 * stronger. Much that is stale passes: as long as nobody saw the newer version, nobody can say that
 * it is newer.
 *
 * @param freshness what transactions have to know of
 */
public record StaleRegisterChecker(Freshness freshness) implements Checker {

  /** A read that did not return a version that it had to know of, the edge's later end aside. */
  private record Witness(Spell side, Operation read) {}

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if two writes of one key wrote one value, or one wrote null:
   *     then it is not known who read from whom
   */
  @Override
  public Verdict check(List<Operation> history) {
    return new Judgement(
            history.stream().filter(operation -> operation.function().equals("txn")).toList())
        .verdict();
  }

  /** The work on one history. */
  private final class Judgement {
    private final List<Operation> transactions;
    private final VersionGraph versions;
    private final List<Witness> witnesses = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Anomaly> contradictions = new ArrayList<>();
    private final StaleReads found = new StaleReads();

    /** A read that is stale for certain. */
    private record Finding(Witness witness, String lack, List<Operation> lacked, Subject subject) {}

    Judgement(List<Operation> transactions) {
      this.transactions = transactions;
      this.versions = new VersionGraph(transactions, freshness.memoryLosses());
    }

    Verdict verdict() {
      for (Stretch stretch :
          freshness.stretches(transactions, operation -> true, operation -> true)) {
        collect(stretch);
      }
      findCircles();
      findings.sort(Comparator.comparingInt(finding -> finding.witness().read().index()));
      for (Finding finding : findings) {
        found.add(
            finding.witness().side(),
            finding.witness().read(),
            finding.lack(),
            finding.lacked(),
            finding.subject());
      }
      Verdict certain = found.toVerdict();
      Map<String, Object> figures = new LinkedHashMap<>(certain.figures());
      figures.put("contradiction-count", contradictions.size());
      List<Anomaly> anomalies = new ArrayList<>(certain.anomalies());
      contradictions.stream().limit(Verdict.MAX_ANOMALIES_SHOWN).forEach(anomalies::add);
      Map<String, Long> counts = new LinkedHashMap<>(certain.anomalyCounts());
      if (!contradictions.isEmpty()) {
        counts.merge(StaleReads.TYPE.name(), (long) contradictions.size(), Long::sum);
      }
      return new Verdict(figures, anomalies, counts, Optional.empty());
    }

    /** What the reads of one side say about versions becomes edges. */
    private void collect(Stretch stretch) {
      Map<JsonNode, Map<Session, Integer>> latest = new HashMap<>();
      Set<List<Integer>> known = new HashSet<>();
      int dueCount = 0;
      List<Operation> reads =
          stretch.reads().stream()
              .sorted(Comparator.comparingLong(Operation::invokedNanos))
              .toList();
      for (Operation read : reads) {
        for (; dueCount < stretch.dueCount(read); dueCount++) {
          // A session's later version stands for its earlier ones.
          Operation writer = stretch.writes().get(dueCount);
          for (MicroOperation each : writes(writer)) {
            latest
                .computeIfAbsent(each.key(), key -> new HashMap<>())
                .put(versions.session(writer), versions.numberOf(each).getAsInt());
          }
        }
        boolean isHeld = false;
        for (MicroOperation each : externalReads(read)) {
          Map<Session, Integer> due = latest.getOrDefault(each.key(), Map.of());
          isHeld |= !due.isEmpty();
          compare(new Witness(stretch.side(), read), each, due, known);
        }
        if (isHeld) {
          found.checked();
        }
      }
    }

    private void compare(
        Witness witness, MicroOperation read, Map<Session, Integer> due, Set<List<Integer>> known) {
      OptionalInt version = versions.numberOf(read);
      if (read.value().isNull() && !due.isEmpty()) {
        Version lacked = versions.version(due.values().stream().max(Integer::compare).get());
        findings.add(
            new Finding(
                witness,
                String.format(
                    Locale.ROOT, "finds no value of key %s: %s", read.key(), acknowledged(lacked)),
                List.of(lacked.writer()),
                Subject.ofVersion(lacked.key(), lacked.value())));
      } else if (version.isPresent()) {
        for (int lacked : due.values()) {
          if (lacked != version.getAsInt() && known.add(List.of(lacked, version.getAsInt()))) {
            versions
                .edges()
                .add(lacked, version.getAsInt(), EdgeKind.WRITE_READ, Edges.NONE, witnesses.size());
            witnesses.add(witness);
          }
        }
      }
    }

    private void findCircles() {
      Graph graph = new Graph(versions.size(), versions.edges());
      PathFinder paths = new PathFinder(graph);
      for (int[] component : graph.cyclicComponents()) {
        Optional<Finding> certain = certain(graph, paths, component);
        if (certain.isPresent()) {
          findings.add(certain.get());
        } else {
          contradictions.add(contradiction(paths.shortCycle(component)));
        }
      }
    }

    /** The first read in a component that closes a circle in which all else is certain. */
    private Optional<Finding> certain(Graph graph, PathFinder paths, int[] component) {
      Edges edges = graph.edges();
      int[] byRead =
          Arrays.stream(component)
              .flatMap(node ->
                  IntStream.range(graph.firstEdge(node), graph.firstEdge(node + 1))
                      .map(graph::edge))
              .filter(edge -> isRead(edges, edge))
              .filter(edge -> Arrays.binarySearch(component, edges.to(edge)) >= 0)
              .boxed()
              .sorted(Comparator.comparingInt(edge -> witness(edges, edge).read().index()))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int edge : byRead) {
        Optional<int[]> path =
            paths.shortestPath(edges.to(edge), edges.from(edge), other -> !isRead(edges, other));
        if (path.isPresent()) {
          return Optional.of(certain(edges, edge, path.get()));
        }
      }
      return Optional.empty();
    }

    private Finding certain(Edges edges, int edge, int[] path) {
      Version read = versions.version(edges.to(edge));
      Version lacked = versions.version(edges.from(edge));
      List<Operation> story = new ArrayList<>(List.of(read.writer()));
      for (int step : path) {
        story.add(versions.version(edges.to(step)).writer());
      }
      String between =
          Arrays.stream(path, 0, path.length - 1)
              .mapToObj(step -> versions.version(edges.to(step)).value().toString())
              .collect(Collectors.joining(", "));
      String lack =
          String.format(
              Locale.ROOT,
              "reads key %s as %s: %s, and was written by a client who had seen %s%s",
              read.key(),
              read.value(),
              acknowledged(lacked),
              path.length == 1
                  ? read.value()
                  : versions.version(edges.from(path[path.length - 1])).value(),
              between.isEmpty() ? "" : " (after " + read.value() + " came " + between + ")");
      return new Finding(
          witness(edges, edge), lack, story, Subject.ofVersion(lacked.key(), lacked.value()));
    }

    private Anomaly contradiction(int[] cycle) {
      Edges edges = versions.edges();
      List<String> reasons = new ArrayList<>();
      Set<Operation> story = new LinkedHashSet<>();
      for (int edge : cycle) {
        Version earlier = versions.version(edges.from(edge));
        Version later = versions.version(edges.to(edge));
        story.add(earlier.writer());
        story.add(later.writer());
        if (isRead(edges, edge)) {
          Witness witness = witness(edges, edge);
          story.add(witness.read());
          reasons.add(
              String.format(
                  Locale.ROOT,
                  "%s read %s after %.3f s, connected with %s since %.3f s, where %s",
                  witness.read().node(),
                  later.value(),
                  witness.read().invokedNanos() / 1e9,
                  witness.side().names(),
                  witness.side().fromNanos() / 1e9,
                  acknowledged(earlier)));
        } else {
          reasons.add(
              "%s was written by a client who had seen %s"
                  .formatted(later.value(), earlier.value()));
        }
      }
      return new Anomaly(
              StaleReads.TYPE,
              "one of these reads of key %s is stale, whichever version is the newest: %s"
                  .formatted(
                      versions.version(edges.from(cycle[0])).key(), String.join("; ", reasons)),
              List.copyOf(story))
          .about(
              Subject.ofVersions(
                  versions.version(edges.from(cycle[0])).key(),
                  Arrays.stream(cycle)
                      .mapToObj(edge -> versions.version(edges.from(edge)).value())
                      .toList()));
    }

    private static boolean isRead(Edges edges, int edge) {
      return edges.witness(edge) != Edges.NONE;
    }

    private Witness witness(Edges edges, int edge) {
      return witnesses.get(edges.witness(edge));
    }
  }

  private static String acknowledged(Version version) {
    return String.format(
        Locale.ROOT,
        "%s had been acknowledged there (%s, %.3f s)",
        version.value(),
        version.writer().node(),
        version.writer().completedNanos() / 1e9);
  }

  private static List<MicroOperation> writes(Operation transaction) {
    return MicroOperation.parse(transaction.input()).orElse(List.of()).stream()
        .filter(MicroOperation::isWrite)
        .toList();
  }

  /** The reads of keys that a transaction had not written itself by then. */
  private static List<MicroOperation> externalReads(Operation transaction) {
    Set<JsonNode> written = new HashSet<>();
    List<MicroOperation> reads = new ArrayList<>();
    for (MicroOperation each : MicroOperation.parse(transaction.output()).orElse(List.of())) {
      if (each.isWrite()) {
        written.add(each.key());
      } else if (!written.contains(each.key())) {
        reads.add(each);
      }
    }
    return reads;
  }
}
