package glomers.bench.cli;

import glomers.bench.checker.Anomaly;
import glomers.bench.engine.Chance;
import glomers.bench.node.LogSink;
import glomers.bench.options.TestOptions;
import glomers.bench.program.LoadedProgram;
import glomers.bench.repeat.Difference;
import glomers.bench.repeat.RepeatCheck;
import glomers.bench.repeat.RunTrace;
import glomers.bench.run.RunResult;
import glomers.bench.run.Simulation;
import glomers.bench.swarm.Configuration;
import glomers.bench.swarm.Features;
import glomers.bench.verdict.Judge;
import glomers.bench.verdict.Judgement;
import glomers.bench.verdict.Remark;
import glomers.bench.verdict.Validity;
import glomers.bench.workload.Workload;
import glomers.bench.workload.Workloads;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * One configuration, simulated and judged.
 *
 * @param features what it had
 * @param findings what was found wrong, by type; nothing if nothing was
 * @param reason the first of it in a sentence; empty if nothing was
 * @param isUndecided whether nothing can be said, because nothing much happened
 */
record SwarmSeed(
    Configuration configuration,
    List<String> features,
    Set<String> findings,
    String reason,
    boolean isUndecided) {

  /** The command line of one test. */
  @Command
  private static final class TestWords {
    @Mixin MaelstromOptions maelstrom = new MaelstromOptions();
    @Mixin BenchOptions bench = new BenchOptions();
  }

  /**
   * Simulates a configuration: the very test that its words on a command line make. What fails is
   * run a second time, to see whether it can be repeated, and so is what is in the sample. Safe to
   * call from several threads at the same time.
   *
   * @param words what to test, in front of the configuration's own words
   */
  static SwarmSeed of(
      Configuration configuration, LoadedProgram program, List<String> words, boolean isInSample) {
    TestOptions options = options(configuration, words);
    List<String> features = new ArrayList<>(Features.of(options));
    for (String word : configuration.nodeArguments()) {
      if (word.startsWith("--")) {
        features.add(word);
      }
    }
    try {
      Workload workload =
          Workloads.create(options, new Chance(options.seed()).source("workload")).orElseThrow();
      List<String> arguments = configuration.nodeArguments();
      RunTrace trace = new RunTrace();
      RunResult result =
          Simulation.run(options, workload, program, arguments, node -> LogSink.NONE, trace);
      SwarmSeed seed =
          judged(configuration, features, result, Judge.judge(options, workload, result));
      return isInSample || seed.hasFailed()
          ? seed.with(RepeatCheck.repeat(options, program, arguments, result, trace))
          : seed;
    } catch (CancellationException e) {
      return failed(configuration, features, "out-of-time", e.getMessage());
    } catch (OutOfMemoryError e) {
      return failed(configuration, features, "out-of-memory", "out of memory: " + e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      return failed(configuration, features, "broke-down", "the bench broke down: " + e);
    }
  }

  /** The test that a configuration makes. */
  static TestOptions options(Configuration configuration, List<String> words) {
    List<String> all = new ArrayList<>(words.subList(1, words.size())); // without "test"
    all.addAll(configuration.words());
    TestWords parsed = new TestWords();
    new CommandLine(parsed).parseArgs(all.toArray(String[]::new));
    return new OptionsReader(parsed.maelstrom, parsed.bench).read(configuration.seed());
  }

  private static SwarmSeed judged(
      Configuration configuration, List<String> features, RunResult result, Judgement judgement) {
    Set<String> findings = new LinkedHashSet<>();
    boolean isUndecided = false;
    if (result.failure().isPresent()) {
      findings.add(result.failure().get().isCrash() ? "crashed" : "misbehaved");
    } else if (judgement.validity() == Validity.INVALID) {
      judgement.anomalies().stream().map(Anomaly::type).forEach(findings::add);
    } else if (judgement.validity() == Validity.UNKNOWN) {
      isUndecided = judgement.has(Remark.Kind.UNDECIDED);
      if (!isUndecided) {
        findings.add("broke-down");
      }
    }
    return new SwarmSeed(
        configuration,
        features,
        findings,
        findings.isEmpty() ? "" : judgement.reasons().getFirst(),
        isUndecided);
  }

  /** A configuration that could not be judged. */
  static SwarmSeed failed(
      Configuration configuration, List<String> features, String finding, String reason) {
    return new SwarmSeed(configuration, features, Set.of(finding), reason, false);
  }

  private SwarmSeed with(Optional<Difference> difference) {
    if (difference.isEmpty()) {
      return this;
    }
    Set<String> all = new LinkedHashSet<>(findings);
    all.add(Difference.NOT_REPEATABLE);
    String told = hasFailed() ? reason : difference.get().sentence();
    return new SwarmSeed(configuration, features, all, told, isUndecided);
  }

  boolean hasFailed() {
    return !findings.isEmpty();
  }
}
