package glomers.bench.checker.txn;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.txn.SerialOrderSearch.Result;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides the models of snapshots that keep no sessions, as far as that can be done: prefix
 * consistency and snapshot isolation by serializability of {@linkplain SplitHistory split
 * transactions}, parallel snapshot isolation {@linkplain ParallelSnapshotSearch by its axioms}.
 * Needed only where nothing stronger is kept.
 */
final class SnapshotLevels {
  private static final Set<ConsistencyModel> ALL =
      EnumSet.of(
          ConsistencyModel.PREFIX,
          ConsistencyModel.PARALLEL_SNAPSHOT_ISOLATION,
          ConsistencyModel.SNAPSHOT_ISOLATION);

  /** What a search can find broken without any better word for it, the strongest first. */
  private static final List<ConsistencyModel> REFUTED_BY_SEARCH =
      List.of(
          ConsistencyModel.STRICT_SERIALIZABLE,
          ConsistencyModel.SERIALIZABLE,
          ConsistencyModel.SNAPSHOT_ISOLATION);

  private SnapshotLevels() {}

  /**
   * Notes violations of these models. To be asked after {@link SerialLevels}.
   *
   * @param searches whether to look for orders; else only what shows without one is noted
   */
  static void decide(TxnHistory history, Findings findings, boolean searches) {
    if (findings.outcome(ConsistencyModel.SERIALIZABLE) == Findings.Outcome.OK) {
      return;
    }
    if (!searches) {
      ALL.forEach(model -> findings.addUndecided(model, SerialLevels.NOT_SEARCHED));
      return;
    }
    boolean isSnapshot =
        isFound(
            ConsistencyModel.SNAPSHOT_ISOLATION,
            () -> search(SplitHistory.withLocks(history)),
            findings);
    if (!isSnapshot) {
      isFound(ConsistencyModel.PREFIX, () -> search(SplitHistory.withoutLocks(history)), findings);
      isFound(
          ConsistencyModel.PARALLEL_SNAPSHOT_ISOLATION,
          () -> new ParallelSnapshotSearch(history).search(),
          findings);
    }
    REFUTED_BY_SEARCH.forEach(model -> findings.dropIfImplied("not-" + model.modelName(), model));
  }

  /**
   * An order that keeps real time is looked for first: most of the order follows from that, and
   * most stores keep it.
   */
  private static Result search(SplitHistory split) {
    if (StrictOrder.isTractable(split.history())) {
      Graph strict = StrictOrder.of(split.history());
      if (strict.topologicalOrder().isPresent()
          && new SerialOrderSearch(split.history(), strict).search() == Result.FOUND) {
        return Result.FOUND;
      }
    }
    return split.constraints().topologicalOrder().isEmpty()
        ? Result.NONE
        : new SerialOrderSearch(split.history(), split.constraints()).search();
  }

  private static boolean isFound(
      ConsistencyModel model, Supplier<Result> search, Findings findings) {
    if (findings.isBroken(model)) {
      return false;
    }
    Result result = search.get();
    String type = "not-" + model.modelName();
    switch (result) {
      case FOUND -> {}
      case NONE ->
          findings.add(
              type,
              EnumSet.of(model),
              () ->
                  new Anomaly(
                      AnomalyType.ours(type),
                      "All ways in which transactions could have seen each other were tried, and"
                          + " none that keeps %s explains every read.".formatted(model.modelName()),
                      List.of()));
      case GAVE_UP ->
          findings.addUndecided(
              model,
              "Whether the history keeps %s was not decided: the search for who saw whom reached its limit."
                  .formatted(model.modelName()));
    }
    return result == Result.FOUND;
  }
}
