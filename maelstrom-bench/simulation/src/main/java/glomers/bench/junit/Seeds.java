package glomers.bench.junit;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.RuleSet;
import glomers.bench.history.Operation;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.network.MessageJournal;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProgramSource;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Adversity;
import glomers.bench.options.TestOptions.Data;
import glomers.bench.options.TestOptions.Demands;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.shrink.Shrinker;
import glomers.bench.sweep.Repetition;
import glomers.bench.sweep.SeedPool;
import glomers.bench.sweep.SeedRun;
import glomers.bench.sweep.SeedTest;
import glomers.bench.verdict.Validity;
import glomers.bench.workload.Workloads;
import glomers.core.node.NodeProgram;
import glomers.core.node.Promises.Durability;
import glomers.core.runtime.Nodes;
import glomers.core.runtime.Nodes.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AssertionFailureBuilder;

/**
 * The seeds of a {@link Simulated} test: what is expected of a program under its conditions. Each
 * method fails the test if it is otherwise, and says with which seed, why, and how to repeat that
 * seed alone; and where its page is, if the bench's program is on the class path.
 */
public final class Seeds {

  /** Besides the checkers' types of anomaly: a node has found its own invariant broken. */
  public static final String ENDED_ITSELF = "ended-itself";

  /** Messages are lost, repeated and held back, and clients ask twice, all at once. */
  public static final LinkFaults LOSSY = new LinkFaults(0.2, 0.2, 0.2, 0.2);

  private static final String SEED_PROPERTY = "simulated.seed";

  /** How many times as many seeds to try as the test says. */
  private static final String TIMES_PROPERTY = "simulated.times";

  /** For how many seconds a seed that failed is made smaller. */
  private static final String SHRINK_PROPERTY = "simulated.shrinkSeconds";

  private static final int DEFAULT_SHRINK_SECONDS = 20;

  private final TestOptions options;
  private final long[] seeds;
  private final List<String> arguments;

  /** The test that tries them: its class, a {@code #}, its method. */
  private final Optional<String> test;

  private Seeds(TestOptions options, long[] seeds, List<String> arguments, Optional<String> test) {
    this.options = options;
    this.seeds = seeds;
    this.arguments = arguments;
    this.test = test;
  }

  static Seeds of(Simulated conditions, String test) {
    Long only = Long.getLong(SEED_PROPERTY);
    long count = times(conditions.seeds());
    return new Seeds(
        options(conditions),
        only != null
            ? new long[] {only}
            : LongStream.range(conditions.seed(), conditions.seed() + count).toArray(),
        List.of(conditions.arguments()),
        Optional.of(test));
  }

  /** Seeds from 1 on, under conditions that several tests share. */
  public static Seeds of(TestOptions options, int seeds) {
    return new Seeds(
        options, LongStream.rangeClosed(1, seeds).toArray(), List.of(), Optional.empty());
  }

  /**
   * How many a test looks at of what it could look at without end: as many as it says, and for a
   * long night, with {@code simulated.times}, that many times as many.
   */
  public static long times(int few) {
    return (long) few * Integer.getInteger(TIMES_PROPERTY, 1);
  }

  /**
   * The first of these seeds, {@link #times} so many: for what holds with each, where what holds
   * with one of them takes more.
   */
  public Seeds first(int few) {
    return new Seeds(
        options, LongStream.range(seeds[0], seeds[0] + times(few)).toArray(), arguments, test);
  }

  /** A latency that varies, so that messages overtake each other. */
  public static Latency exponential(long meanMillis) {
    return new Latency(meanMillis, Latency.Distribution.EXPONENTIAL);
  }

  private Seeds with(TestOptions other) {
    return new Seeds(other, seeds, arguments, test);
  }

  /** The same on another network, with other faults. */
  public Seeds with(
      Latency latency, LinkFaults faults, double intervalSeconds, NemesisKind... nemeses) {
    return with(
        options.withAdversity(
            new Adversity(latency, faults, Set.of(nemeses), intervalSeconds, OptionalInt.empty())));
  }

  /** The same under another load. */
  public Seeds with(Load load) {
    return with(options.withLoad(load));
  }

  /** The same, and what was acknowledged has to be read three seconds later. */
  public Seeds keepingFresh() {
    return with(options.withMaxStale(3));
  }

  /** The same, and every operation has to succeed. */
  public Seeds totallyAvailable() {
    return with(options.withTotalAvailability());
  }

  /** The same, and a killed node may take along what it alone had. */
  public Seeds outlivedBySurvivors() {
    return with(options.withAdversity(options.adversity().withDurability(Durability.SURVIVORS)));
  }

  private static TestOptions options(Simulated conditions) {
    TestOptions defaults = TestOptions.defaults(conditions.workload(), conditions.nodes());
    List<String> models = List.of(conditions.consistencyModels());
    return new TestOptions(
        conditions.workload(),
        defaults.nodes(),
        new Load(
            conditions.concurrency() == 0
                ? Math.max(
                    conditions.nodes(),
                    Workloads.concurrencyUnit(conditions.workload(), conditions.nodes()))
                : conditions.concurrency(),
            conditions.timeLimit(),
            conditions.rate(),
            conditions.recovery()),
        new Adversity(
            new Latency(conditions.latency(), Latency.Distribution.EXPONENTIAL),
            new LinkFaults(
                conditions.loss(),
                conditions.duplicate(),
                conditions.reorder(),
                conditions.retry()),
            Set.of(conditions.faults()),
            conditions.nemesisInterval(),
            conditions.maxDown() == 0 ? OptionalInt.empty() : OptionalInt.of(conditions.maxDown())),
        new Data(
            models.isEmpty() ? Data.DEFAULTS.consistencyModels() : models,
            Data.DEFAULTS.topology(),
            conditions.keyCount() == 0
                ? OptionalInt.empty()
                : OptionalInt.of(conditions.keyCount()),
            Data.DEFAULTS.maxTxnLength(),
            Data.DEFAULTS.maxWritesPerKey(),
            Data.DEFAULTS.valueBytes()),
        new Demands(
            conditions.totallyAvailable() ? OptionalDouble.of(1) : OptionalDouble.empty(),
            unlessZero(conditions.maxStall()),
            unlessZero(conditions.maxStale()),
            RuleSet.ALL),
        0);
  }

  private static OptionalDouble unlessZero(double seconds) {
    return seconds == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds);
  }

  /** Every seed is valid. */
  public void areValid(Main<?> main) {
    areValid(programOf(main));
  }

  /** Every seed is valid. */
  public void areValid(NodeProgram<?, ?> program) {
    first(program, run -> run.judgement().validity() != Validity.VALID).ifPresent(run -> fail(run));
  }

  /**
   * Some seed shows an anomaly of the given type; for what goes wrong only if faults come at a bad
   * moment.
   */
  public void show(String anomaly, Main<?> main) {
    show(anomaly, programOf(main));
  }

  /** The same of a program. */
  public void show(String anomaly, NodeProgram<?, ?> program) {
    Set<String> found = new ConcurrentSkipListSet<>();
    Optional<SeedRun> shown =
        first(
            program,
            run -> {
              found.addAll(types(run));
              return types(run).contains(anomaly);
            });
    if (shown.isEmpty()) {
      fail("no seed of " + range() + " shows " + anomaly + ", but " + found);
    }
  }

  /** Every seed shows an anomaly of the given type, and perhaps of others besides. */
  public void allShow(String anomaly, Main<?> main) {
    allShow(anomaly, programOf(main));
  }

  /** The same of a program. */
  public void allShow(String anomaly, NodeProgram<?, ?> program) {
    first(program, run -> !types(run).contains(anomaly))
        .ifPresent(
            run -> fail("seed " + seed(run) + " does not show " + anomaly + ", but " + types(run)));
  }

  /** Every seed shows anomalies of the given type, and of no other. */
  public void allShowOnly(String anomaly, Main<?> main) {
    allShowOnly(anomaly, programOf(main));
  }

  /** The same of a program. */
  public void allShowOnly(String anomaly, NodeProgram<?, ?> program) {
    first(program, run -> !types(run).equals(Set.of(anomaly)))
        .ifPresent(run ->
            fail("seed " + seed(run) + " shows not only " + anomaly + ", but " + types(run)));
  }

  /** The types of all anomalies that the seeds show together. */
  public Set<String> anomalies(NodeProgram<?, ?> program) {
    try (Stream<Set<String>> types = runs(program, Seeds::types)) {
      return types.flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The seeds' histories, for what is to be said of them besides the checkers' verdicts. */
  public List<List<Operation>> histories(NodeProgram<?, ?> program) {
    try (Stream<List<Operation>> histories = runs(program, run -> run.result().history())) {
      return histories.toList();
    }
  }

  private NodeProgram<?, ?> programOf(Main<?> main) {
    try {
      return Nodes.programOf(main, arguments.toArray(String[]::new));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalArgumentException("the node's main failed", e);
    }
  }

  /** The first seed's run of which something holds; those behind it are not waited for. */
  private Optional<SeedRun> first(NodeProgram<?, ?> program, Predicate<SeedRun> isWanted) {
    try (Stream<Optional<SeedRun>> runs = runs(program, run -> Optional.of(run).filter(isWanted))) {
      return runs.filter(Optional::isPresent).findFirst().flatMap(run -> run);
    }
  }

  /** What is made of each seed's run, on all cores, in the seeds' order. To be closed. */
  private <T> Stream<T> runs(NodeProgram<?, ?> program, Function<SeedRun, T> outcome) {
    var one = new SeedTest(options, ProgramSource.of(program), arguments);
    Iterator<Supplier<T>> all =
        Arrays.stream(seeds)
            .<Supplier<T>>mapToObj(
                seed -> () -> outcome.apply(one.withSeed(seed).run(Repetition.NEVER)))
            .iterator();
    return SeedPool.inOrder(all);
  }

  private static long seed(SeedRun run) {
    return run.test().options().seed();
  }

  /** The types of a run's anomalies. */
  private static Set<String> types(SeedRun run) {
    if (run.judgement().validity() == Validity.CRASHED) {
      return Set.of(ENDED_ITSELF);
    }
    return run.judgement().anomalies().stream()
        .map(Anomaly::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String range() {
    return seeds.length == 1 ? "" + seeds[0] : seeds[0] + " to " + seeds[seeds.length - 1];
  }

  private void fail(SeedRun run) {
    String command =
        test.map(name -> "mvn test -Dtest=" + name + " -D" + SEED_PROPERTY + "=" + seed(run))
            .orElse("the same conditions and seed " + seed(run));
    StringBuilder text = new StringBuilder();
    text.append(run.judgement().verdicts().words())
        .append("  ")
        .append(options.workload())
        .append(", seed ")
        .append(seed(run))
        .append(" of ")
        .append(range());
    run.judgement().reasons().stream()
        .limit(3)
        .forEach(reason -> text.append("\n  - ").append(reason));
    text.append("\n  repeat with   ").append(command);
    page(run, command).ifPresent(page -> text.append("\n  page          ").append(page));
    Shrinker.shrink(run, Integer.getInteger(SHRINK_PROPERTY, DEFAULT_SHRINK_SECONDS))
        .ifPresent(shrunk -> {
          shrunk.text().forEach(line -> text.append('\n').append(line));
          Path folder = folder(run).resolve("shrunk");
          kept(archive -> archive.keepShrunk(folder, command, shrunk))
              .ifPresent(page -> text.append("\n  page          ").append(page));
        });
    fail(text.toString());
  }

  private static void fail(String text) {
    AssertionFailureBuilder.assertionFailure().message(text).buildAndThrow();
  }

  private Path folder(SeedRun run) {
    return Path.of(
        "target",
        "simulated",
        test.map(name -> name.replace('#', '.')).orElse(options.workload()),
        "" + seed(run));
  }

  /** Runs the seed once more, now with a journal, and keeps it. */
  private Optional<String> page(SeedRun run, String command) {
    MessageJournal journal = new MessageJournal();
    return kept(archive ->
        archive.keep(
            folder(run),
            command,
            run.test().run(Repetition.NEVER, node -> LogSink.NONE, journal),
            journal));
  }

  private static Optional<String> kept(Keeping keeping) {
    return ServiceLoader.load(RunArchive.class)
        .findFirst()
        .map(archive -> {
          try {
            return keeping.keep(archive).toString();
          } catch (IOException e) {
            return "could not be written: " + e;
          }
        });
  }

  private interface Keeping {
    Path keep(RunArchive archive) throws IOException;
  }
}
