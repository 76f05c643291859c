package glomers.bench.sweep;

/**
 * One of several equal parts of a sweep, for machines that know nothing of each other: of the
 * sweep's runs every {@code count}-th, beginning with the {@code number}-th.
 *
 * @param number which part, from 1 on
 * @param count how many parts there are
 */
public record Shard(int number, int count) {

  /** A sweep that is not parted. */
  public static final Shard WHOLE = new Shard(1, 1);

  /**
   * A part.
   *
   * @throws IllegalArgumentException if there is no such part
   */
  public Shard {
    if (number < 1 || number > count) {
      throw new IllegalArgumentException("there is no shard " + number + " of " + count);
    }
  }

  /**
   * Reads {@code 3/20}.
   *
   * @throws IllegalArgumentException if it is no shard, with what is wrong
   */
  public static Shard parse(String text) {
    if (!text.matches("\\d{1,9}/\\d{1,9}")) {
      throw new IllegalArgumentException("'" + text + "' is no shard such as 3/20");
    }
    int slash = text.indexOf('/');
    return new Shard(
        Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  /** Whether it is all there is. */
  public boolean isWhole() {
    return count == 1;
  }

  /** Whether it has the run at a place, counted from 0. */
  public boolean has(int place) {
    return place % count == number - 1;
  }

  /** Where in the sweep its own runs stand, of which the first is 0. */
  public int place(int own) {
    return number - 1 + own * count;
  }

  /** How many of so many runs it has. */
  public int size(int total) {
    return (int) (((long) total - number + count) / count);
  }

  @Override
  public String toString() {
    return number + "/" + count;
  }
}
