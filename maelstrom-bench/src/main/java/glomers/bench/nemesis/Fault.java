package glomers.bench.nemesis;

/** Something that goes wrong for a while. */
public interface Fault {

  /** Its name on the command line. */
  String name();

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
