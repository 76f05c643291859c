package glomers.bench.cli;

import glomers.bench.merge.SeedLine;
import glomers.bench.node.ProgramSource;
import glomers.bench.options.TestOptions;
import glomers.bench.swarm.Configuration;
import glomers.bench.swarm.ConfigurationSource;
import glomers.bench.swarm.Coverage;
import glomers.bench.swarm.Features;
import glomers.bench.sweep.Repetition;
import glomers.bench.sweep.SeedOutcome;
import glomers.bench.sweep.SeedPool;
import glomers.bench.sweep.SeedTest;
import glomers.bench.sweep.Shard;
import glomers.bench.verdict.Validity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Simulates the configurations of many seeds, on all cores, each with a watch on its real time.
 * Tells of failures in the order of the seeds, whichever core was faster.
 */
final class Swarm {

  private final ConfigurationSource source;
  private final ProgramSource program;
  private final List<String> words;
  private final int seedSeconds;
  private final Terminal terminal;
  private final ShrinkSession shrinking;
  private final Coverage coverage = new Coverage(Features.names());
  private int failures;
  private int undecided;
  private int done;

  /**
   * A swarm.
   *
   * @param words the command that tests the program, without options
   * @param seedSeconds how long a seed may take
   */
  Swarm(
      ConfigurationSource source,
      ProgramSource program,
      List<String> words,
      int seedSeconds,
      Terminal terminal,
      ShrinkSession shrinking) {
    this.source = source;
    this.program = program;
    this.words = words;
    this.seedSeconds = seedSeconds;
    this.terminal = terminal;
    this.shrinking = shrinking;
  }

  /**
   * A part of a swarm.
   *
   * @param shard which part
   * @param test what its seeds' lines say that they belong to
   * @param lines told of each seed
   */
  record Part(Shard shard, SeedLine.Test test, Consumer<SeedLine> lines) {}

  /**
   * One configuration, and what its test came to.
   *
   * @param features what it had
   */
  private record Seed(Configuration configuration, List<String> features, SeedOutcome outcome) {
    boolean hasFailed() {
      return !outcome.findings().isEmpty();
    }

    String reason() {
      return outcome.isOnlyNotRepeatable()
          ? outcome.difference().orElseThrow().sentence()
          : outcome.reason();
    }
  }

  /**
   * Simulates seeds from the first on.
   *
   * @param runs how many at most
   * @param seconds for how long at most
   * @param part which of them
   * @return the exit status
   */
  int run(long firstSeed, int runs, int seconds, Part part) {
    terminal.println(
        String.format(
            Locale.ROOT,
            "Drawing configurations of %s from seed %d on, on %d cores%s",
            words.get(2),
            firstSeed,
            SeedPool.cores(),
            part.shard().isWhole() ? "" : ", shard " + part.shard()));
    program.remark().ifPresent(terminal::println);
    long startNanos = System.nanoTime();
    long endNanos = startNanos + TimeUnit.SECONDS.toNanos(seconds);
    Iterator<Supplier<Seed>> drawn =
        IntStream.range(0, part.shard().size(runs))
            .takeWhile(unused -> System.nanoTime() < endNanos)
            .map(part.shard()::place)
            .<Supplier<Seed>>mapToObj(place -> {
              Configuration configuration = source.draw(firstSeed + place);
              return () -> simulate(configuration, Repetition.inSweep(place));
            })
            .iterator();
    try (Stream<Seed> seeds =
        SeedPool.inOrder(
            drawn, seedSeconds, own -> overdue(source.draw(firstSeed + part.shard().place(own))))) {
      seeds.forEachOrdered(seed -> {
        count(seed, startNanos);
        part.lines()
            .accept(
                SeedLine.of(
                    part.test(),
                    (int) (seed.configuration().seed() - firstSeed),
                    seed.outcome(),
                    seed.features(),
                    command(seed.configuration())));
      });
    }
    conclude((System.nanoTime() - startNanos) / 1e9);
    shrinking.shrinkNoted();
    return failures == 0 ? Validity.VALID.exitStatus() : Validity.INVALID.exitStatus();
  }

  /** Simulates the very test that a configuration's words on a command line make. */
  private Seed simulate(Configuration configuration, Repetition repetition) {
    TestOptions options = options(configuration, words);
    List<String> features = new ArrayList<>(Features.of(options));
    configuration.nodeArguments().stream()
        .filter(word -> word.startsWith("--"))
        .forEach(features::add);
    return new Seed(configuration, features, outcome(configuration, options, repetition));
  }

  /** Whatever happens is this seed's finding: the search goes on. */
  private SeedOutcome outcome(
      Configuration configuration, TestOptions options, Repetition repetition) {
    try {
      return new SeedTest(options, program, configuration.nodeArguments()).outcome(repetition);
    } catch (OutOfMemoryError e) {
      return SeedOutcome.unjudged(options, "out-of-memory", "out of memory: " + e.getMessage());
    } catch (Error e) {
      return SeedOutcome.unjudged(options, "broke-down", "the bench broke down: " + e);
    }
  }

  private Seed overdue(Configuration configuration) {
    return new Seed(
        configuration,
        List.of(),
        SeedOutcome.unjudged(
            options(configuration, words),
            "out-of-time",
            "it took more than " + seedSeconds + " s, and cannot be ended"));
  }

  /**
   * The test that a configuration makes.
   *
   * @param words what to test, in front of the configuration's own words
   */
  static TestOptions options(Configuration configuration, List<String> words) {
    List<String> all = new ArrayList<>(words.subList(1, words.size())); // without "test"
    all.addAll(configuration.words());
    var parsed = new ScenarioReader.TestWords();
    new CommandLine(parsed).parseArgs(all.toArray(String[]::new));
    return new OptionsReader(parsed.maelstrom, parsed.bench).read(configuration.seed());
  }

  private void count(Seed seed, long startNanos) {
    done++;
    undecided += seed.outcome().isUndecided() ? 1 : 0;
    coverage.add(seed.features(), seed.outcome().findings());
    if (seed.hasFailed()) {
      failures++;
      shrinking.note(
          new SeedTest(
              options(seed.configuration(), words), program, seed.configuration().nodeArguments()),
          seed.outcome(),
          command(seed.configuration()),
          Path.of(words.get(words.indexOf("--bin") + 1)));
      terminal.println(
          String.format(
              Locale.ROOT,
              "%s  seed %d, after %d seeds and %.1f s: %s%n  repeat with   %s",
              Validity.INVALID.word(terminal.hasColor()),
              seed.configuration().seed(),
              done,
              (System.nanoTime() - startNanos) / 1e9,
              seed.reason(),
              command(seed.configuration())));
    }
    if (terminal.isInteractive() && done % 16 == 0) {
      terminal.progress("  " + done + " seeds, " + failures + " failures");
    }
  }

  /** The test that repeats a configuration. */
  private String command(Configuration configuration) {
    List<String> all = new ArrayList<>(words);
    all.addAll(configuration.words());
    return CommandText.repeating(all, configuration.seed());
  }

  private void conclude(double seconds) {
    coverage.table().forEach(terminal::println);
    terminal.println(
        String.format(
            Locale.ROOT,
            "%s  %d of %d seeds failed%s, in %.1f s",
            (failures == 0 ? Validity.VALID : Validity.INVALID).word(terminal.hasColor()),
            failures,
            done,
            undecided == 0 ? "" : ", " + undecided + " said nothing",
            seconds));
    coverage.findings().forEach(terminal::println);
  }
}
