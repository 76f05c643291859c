package glomers.bench.nemesis;

/** Something that goes wrong for a while. */
public interface Fault {

  /** Its name on the command line. */
  String name();

  /** Whether the first one comes at once, rather than after a while. */
  default boolean beginsAtOnce() {
    return false;
  }

  /**
   * Makes it go wrong.
   *
   * @return what was done, for people
   */
  String start();

  /**
   * Puts it right.
   *
   * @return what was done, for people
   */
  String stop();
}
