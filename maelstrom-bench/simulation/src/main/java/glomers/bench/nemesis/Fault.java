package glomers.bench.nemesis;

import java.util.List;

/** Something that goes wrong for a while. */
public interface Fault {

  /** Its name on the command line. */
  String name();

  /** Whether the first one comes at once, rather than after a while. */
  default boolean beginsAtOnce() {
    return false;
  }

  /**
   * What was done.
   *
   * @param description for people
   * @param nodes the nodes that it took down or brought back; none where nodes stay up
   */
  record Deed(String description, List<String> nodes) {

    /** One that leaves all nodes up. */
    public static Deed of(String description) {
      return new Deed(description, List.of());
    }
  }

  /** Makes it go wrong. */
  Deed start();

  /** Puts it right. */
  Deed stop();
}
