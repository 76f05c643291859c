package glomers.bench.nemesis;

import java.util.List;

/** A way in which something goes wrong for a while. */
public interface Fault {

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
  Deed start(FaultSpan span);

  /** Puts it right. */
  Deed stop(FaultSpan span);
}
