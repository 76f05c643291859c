package glomers.bench.cli;

import glomers.bench.program.LoadedProgram;
import glomers.bench.repeat.RepeatCheck;
import glomers.bench.swarm.Configuration;
import glomers.bench.swarm.ConfigurationSource;
import glomers.bench.swarm.Coverage;
import glomers.bench.swarm.Features;
import glomers.bench.verdict.Validity;
import glomers.bench.verdict.VerdictText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Simulates the configurations of many seeds, on all cores, each with a watch on its real time.
 * Tells of failures in the order of the seeds, whichever core was faster.
 */
final class Swarm {

  /**
   * A seed that is asked to end does so at its next message or timer. One in an endless loop never.
   */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ConfigurationSource source;
  private final LoadedProgram program;
  private final List<String> words;
  private final int seedSeconds;
  private final Terminal terminal;
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
      LoadedProgram program,
      List<String> words,
      int seedSeconds,
      Terminal terminal) {
    this.source = source;
    this.program = program;
    this.words = words;
    this.seedSeconds = seedSeconds;
    this.terminal = terminal;
  }

  /** A seed that is being simulated, or has been. */
  private final class Task implements Runnable {
    private final Configuration configuration;
    private final boolean isInSample;
    private final long startNanos = System.nanoTime();
    private final Thread thread;
    private volatile SwarmSeed result;

    Task(long seed, boolean isInSample) {
      this.isInSample = isInSample;
      configuration = source.draw(seed);
      thread = Thread.ofPlatform().daemon().name("seed " + seed).unstarted(this);
    }

    @Override
    public void run() {
      SwarmSeed seed;
      try {
        seed = SwarmSeed.of(configuration, program, words, isInSample);
      } catch (Throwable e) { // whatever it is, it is this seed's finding
        seed = SwarmSeed.failed(configuration, List.of(), "broke-down", "it broke down: " + e);
      }
      end(seed);
    }

    private void end(SwarmSeed seed) {
      synchronized (Swarm.this) {
        result = seed;
        Swarm.this.notifyAll();
      }
    }

    /** Ends what has taken too long; returns when to look again. */
    long check(long nowNanos) {
      long leftNanos = TimeUnit.SECONDS.toNanos(seedSeconds) - (nowNanos - startNanos);
      if (leftNanos > 0) {
        return leftNanos;
      }
      thread.interrupt();
      if (leftNanos < -GRACE_NANOS) {
        result =
            SwarmSeed.failed(
                configuration,
                List.of(),
                "out-of-time",
                "it took more than " + seedSeconds + " s, and cannot be ended");
      }
      return GRACE_NANOS;
    }
  }

  /**
   * Simulates seeds from the first on.
   *
   * @param runs how many at most
   * @param seconds for how long at most
   * @return the exit status
   */
  int run(long firstSeed, int runs, int seconds) throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    terminal.println(
        String.format(
            Locale.ROOT,
            "Drawing configurations of %s from seed %d on, on %d cores",
            words.get(2),
            firstSeed,
            cores));
    program.changingField().ifPresent(field -> terminal.println(field.sentence()));
    long startNanos = System.nanoTime();
    long endNanos = startNanos + TimeUnit.SECONDS.toNanos(seconds);
    List<Task> waiting = new ArrayList<>(); // in the order of seeds: done or under way
    int started = 0;
    synchronized (this) {
      while (true) {
        long nowNanos = System.nanoTime();
        long waitNanos = Long.MAX_VALUE;
        int underWay = 0;
        for (Task task : waiting) {
          if (task.result == null) {
            waitNanos = Math.min(waitNanos, task.check(nowNanos));
            underWay += task.result == null ? 1 : 0;
          }
        }
        while (underWay < cores && started < runs && nowNanos < endNanos) {
          Task task = new Task(firstSeed + started, RepeatCheck.isInSample(started));
          started++;
          waiting.add(task);
          task.thread.start();
          underWay++;
          waitNanos = Math.min(waitNanos, TimeUnit.SECONDS.toNanos(seedSeconds));
        }
        while (!waiting.isEmpty() && waiting.getFirst().result != null) {
          count(waiting.removeFirst().result, startNanos);
        }
        if (waiting.isEmpty() && underWay == 0) {
          break;
        }
        if (underWay > 0 && waitNanos != Long.MAX_VALUE) {
          TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, waitNanos));
        }
      }
    }
    conclude((System.nanoTime() - startNanos) / 1e9);
    return failures == 0 ? Validity.VALID.exitStatus() : Validity.INVALID.exitStatus();
  }

  private void count(SwarmSeed seed, long startNanos) {
    done++;
    undecided += seed.isUndecided() ? 1 : 0;
    coverage.add(seed.features(), seed.findings());
    if (seed.hasFailed()) {
      failures++;
      terminal.println(
          String.format(
              Locale.ROOT,
              "%s  seed %d, after %d seeds and %.1f s: %s%n  repeat with   %s",
              VerdictText.of(Validity.INVALID, terminal.hasColor()),
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
            VerdictText.of(failures == 0 ? Validity.VALID : Validity.INVALID, terminal.hasColor()),
            failures,
            done,
            undecided == 0 ? "" : ", " + undecided + " said nothing",
            seconds));
    coverage.findings().forEach(terminal::println);
  }
}
