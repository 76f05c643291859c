package glomers.bench.checker.linear;

import java.util.Arrays;

/** A set of small numbers that never changes. */
final class Bits {

  private static final Bits EMPTY = new Bits(new long[0]);

  /** Without zeroes at the end, so that equal sets are equal arrays. */
  private final long[] words;

  private Bits(long[] words) {
    this.words = words;
  }

  static Bits empty() {
    return EMPTY;
  }

  boolean has(int number) {
    int word = number >> 6;
    return word < words.length && (words[word] & 1L << number) != 0;
  }

  Bits with(int number) {
    int word = number >> 6;
    long[] copy = Arrays.copyOf(words, Math.max(words.length, word + 1));
    copy[word] |= 1L << number;
    return new Bits(copy);
  }

  Bits without(int number) {
    if (!has(number)) {
      return this;
    }
    long[] copy = words.clone();
    copy[number >> 6] &= ~(1L << number);
    int length = copy.length;
    while (length > 0 && copy[length - 1] == 0) {
      length--;
    }
    return length == 0 ? EMPTY : new Bits(Arrays.copyOf(copy, length));
  }

  boolean isSubsetOf(Bits other) {
    if (words.length > other.words.length) {
      return false;
    }
    for (int word = 0; word < words.length; word++) {
      if ((words[word] & ~other.words[word]) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bits bits && Arrays.equals(words, bits.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
