package glomers.bench.page;

import java.util.List;
import java.util.function.ToLongFunction;

/** As much of a long list as a page has room for, around one moment. */
final class Excerpt {

  private Excerpt() {}

  /**
   * A part of a list: all of it if there is room, else from a little before the moment on.
   *
   * @param elements in the order of their times
   * @param nanos an element's time
   * @param focusNanos the moment; a quarter of the part is from before it where there is as much
   * @param maxCount how many there is room for
   */
  static <T> List<T> around(
      List<T> elements, ToLongFunction<T> nanos, double focusNanos, int maxCount) {
    int focus = firstSince(elements, nanos, focusNanos);
    int from = Math.max(0, Math.min(focus - maxCount / 4, elements.size() - maxCount));
    return elements.subList(from, Math.min(elements.size(), from + maxCount));
  }

  /** The place of the first element that is not before the moment, by binary search. */
  static <T> int firstSince(List<T> elements, ToLongFunction<T> nanos, double focusNanos) {
    int low = 0;
    int high = elements.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (nanos.applyAsLong(elements.get(middle)) < focusNanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
