package glomers.bench.nemesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random orders. */
final class Shuffles {

  private Shuffles() {}

  /** The items in a random order (Fisher and Yates). */
  static <T> List<T> shuffled(List<T> items, RandomGenerator random) {
    List<T> shuffled = new ArrayList<>(items);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }
}
