package glomers.bench.verdict;

import glomers.bench.checker.RuleSet;
import java.util.Locale;

/**
 * What a run came to, by either set of rules.
 *
 * @param byAll by all rules, Maelstrom's and ours
 * @param byMaelstroms by those alone that the real Maelstrom has
 */
public record Verdicts(Validity byAll, Validity byMaelstroms) {

  /** What it came to by the given rules. */
  public Validity by(RuleSet rules) {
    return switch (rules) {
      case ALL -> byAll;
      case MAELSTROM -> byMaelstroms;
    };
  }

  /** The same, if our rules alone were broken besides: that makes a valid run invalid. */
  public Verdicts withViolationOfOurs() {
    return byAll == Validity.VALID ? new Verdicts(Validity.INVALID, byMaelstroms) : this;
  }

  /** Whether it matters whose rules count. */
  public boolean differ() {
    return byAll != byMaelstroms;
  }

  /** Both, in words; in one where they are the same. */
  public String words() {
    return differ()
        ? byMaelstroms.word() + " by Maelstrom's rules, " + byAll.word() + " by ours"
        : byAll.word();
  }

  /** A verdict's name in files. */
  static String label(Validity validity) {
    return validity.name().toLowerCase(Locale.ROOT);
  }
}
