package glomers.bench.checker.stale;

import glomers.bench.checker.Checker;
import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import java.util.List;

/**
 * Logs catch up: polls show what was sent, and whoever is assigned a key starts where others have
 * committed.
 *
 * @param freshness what polls and assigns have to know of
 */
public record StaleLogChecker(Freshness freshness) implements Checker {

  @Override
  public Verdict check(List<Operation> history) {
    StaleReads found = new StaleReads();
    StalePolls.check(history, freshness, found);
    StaleCommits.check(history, freshness, found);
    return found.toVerdict();
  }
}
