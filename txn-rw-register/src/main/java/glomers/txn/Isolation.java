package glomers.txn;

import java.util.Arrays;
import java.util.List;

/** How far transactions are hidden from one another. */
public enum Isolation {
  /** Everybody sees everything at once: {@link ReadUncommittedTransaction}. */
  READ_UNCOMMITTED("read-uncommitted"),
  /** Whole transactions in causal order, or nothing: {@link ReadCommittedTransaction}. */
  READ_COMMITTED("read-committed");

  private final String optionValue;

  Isolation(String optionValue) {
    this.optionValue = optionValue;
  }

  /** The name on the command line. */
  public String optionValue() {
    return optionValue;
  }

  /**
   * The level of the given name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Isolation of(String optionValue) {
    return Arrays.stream(values())
        .filter(level -> level.optionValue.equals(optionValue))
        .findFirst()
        .orElseThrow(() -> {
          List<String> names = Arrays.stream(values()).map(Isolation::optionValue).toList();
          return new IllegalArgumentException(
              "option --isolation wants one of " + names + ", not '" + optionValue + "'");
        });
  }
}
