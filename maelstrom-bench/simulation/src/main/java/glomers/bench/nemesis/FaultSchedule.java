package glomers.bench.nemesis;

import glomers.bench.engine.Chance;
import glomers.bench.engine.VirtualEventLoop;
import glomers.bench.network.Partition;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws which faults come and when, before the run. Each kind starts and stops in turn, the next
 * step after an even draw from 0 to twice the interval. A delay moves the whole schedule back, and
 * changes nothing else: the same draws are made, whatever its length.
 *
 * <p>It is a rehearsal on a clock of its own, in which a killed node is up again as soon as it is
 * started. Where that takes longer, the run's own {@link DownBudget} spares who may not be harmed.
 */
public final class FaultSchedule {

  private final List<String> nodes;
  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final DownBudget budget;
  private final List<PartitionKind> partitionKinds;
  private final long maxGapNanos;
  private final Chance chance;
  private final List<FaultSpan> spans = new ArrayList<>();
  private boolean isCut;

  private FaultSchedule(TestOptions options, Chance chance) {
    this.nodes = options.nodes();
    this.budget = new DownBudget(nodes, options.maxDownOrMinority(), loop, () -> !isCut);
    this.partitionKinds = PartitionKind.thatCut(nodes);
    this.maxGapNanos = Math.max(1, (long) (2e9 * options.adversity().nemesisIntervalSeconds()));
    this.chance = chance;
  }

  /**
   * Draws the faults that the options ask for.
   *
   * @param endNanos up to when faults may begin
   * @return them in the order of their starts
   */
  public static List<FaultSpan> draw(TestOptions options, long endNanos, Chance chance) {
    FaultSchedule schedule = new FaultSchedule(options, chance);
    long delayNanos = (long) (1e9 * options.adversity().nemesisDelaySeconds());
    for (NemesisKind kind : NemesisKind.values()) {
      if (options.adversity().nemeses().contains(kind)) {
        schedule.new Course(kind).begin(delayNanos);
      }
    }
    schedule.loop.runUntil(endNanos);
    schedule.spans.sort(Comparator.comparingLong(FaultSpan::startNanos));
    return List.copyOf(schedule.spans);
  }

  /** The faults of one kind. */
  private final class Course {
    private final NemesisKind kind;
    private final Chance.Series gaps;
    private final Chance.Series harms;
    private long steps;

    Course(NemesisKind kind) {
      this.kind = kind;
      this.gaps = chance.series("times of " + kind);
      this.harms = chance.series("harm of " + kind);
    }

    void begin(long delayNanos) {
      // A partition begins at once, as on Maelstrom.
      loop.after(delayNanos + (kind == NemesisKind.PARTITION ? 0 : gapNanos()), this::start);
    }

    private long gapNanos() {
      return gaps.at(steps++).nextLong(maxGapNanos);
    }

    private void start() {
      FaultSpan span = drawn(loop.nowNanos(), loop.nowNanos() + gapNanos());
      isCut = isCut || span.partition().cutsAnything();
      spans.add(span);
      budget.disturbed();
      loop.at(span.stopNanos(), () -> stop(span));
    }

    private FaultSpan drawn(long startNanos, long stopNanos) {
      if (kind != NemesisKind.PARTITION) {
        return new FaultSpan(kind, startNanos, stopNanos, budget.take(harms.at(steps)));
      }
      if (partitionKinds.isEmpty()) {
        return new FaultSpan(startNanos, stopNanos, Partition.NONE, "");
      }
      var random = harms.at(steps);
      PartitionKind way = partitionKinds.get(random.nextInt(partitionKinds.size()));
      return new FaultSpan(startNanos, stopNanos, way.draw(nodes, random), way.label());
    }

    private void stop(FaultSpan span) {
      if (kind == NemesisKind.PARTITION) {
        isCut = false;
      }
      span.nodes().forEach(node -> budget.giveBack(node, kind == NemesisKind.KILL));
      budget.disturbed();
      loop.after(gapNanos(), this::start);
    }
  }
}
