package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.List;

/** Judges a history. A pure function: the same history gives the same verdict. */
@FunctionalInterface
public interface Checker {

  /**
   * Judges a history.
   *
   * @param history all operations, in the order of their invocations
   */
  Verdict check(List<Operation> history);
}
