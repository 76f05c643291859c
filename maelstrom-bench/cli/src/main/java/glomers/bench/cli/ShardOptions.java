package glomers.bench.cli;

import glomers.bench.merge.SeedLine;
import glomers.bench.merge.SeedLines;
import glomers.bench.sweep.Shard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options of sweeps that are spread over machines, or that somebody wants to read further. */
final class ShardOptions {

  @Option(
      names = "--shard",
      paramLabel = "K/N",
      description =
          "Simulate the K-th of N equal parts of the sweep only. It needs --seed, so that all parts"
              + " are of one sweep; merge puts their --results together.")
  String shard;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "Write a line for each seed, as JSON, as soon as it is its turn.")
  Path results;

  /** What to do with the seeds' lines. */
  @FunctionalInterface
  interface Sweep<T> {
    /** Runs the sweep; tells of each seed. */
    T run(Consumer<SeedLine> lines) throws IOException;
  }

  /** Whether any of them is given. */
  boolean areGiven() {
    return shard != null || results != null;
  }

  /**
   * Which part.
   *
   * @param isSeedGiven whether all parts have one seed
   */
  Shard shard(boolean isSeedGiven) {
    if (shard == null) {
      return Shard.WHOLE;
    }
    if (!isSeedGiven) {
      throw new UsageException("--shard needs --seed, or each part would have seeds of its own.");
    }
    try {
      return Shard.parse(shard);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--shard has to be K/N, for example 3/20 for the third of twenty parts; "
              + e.getMessage()
              + ".");
    }
  }

  /** Runs a sweep whose seeds' lines go where they are wanted. */
  <T> T write(Sweep<T> sweep) throws IOException {
    if (results == null) {
      return sweep.run(SeedLines.NONE);
    }
    try (SeedLines lines = create()) {
      return sweep.run(lines);
    }
  }

  private SeedLines create() {
    try {
      return SeedLines.create(results);
    } catch (IOException e) {
      throw new UsageException("Cannot write " + results + " (" + e + ").");
    }
  }
}
