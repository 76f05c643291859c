package glomers.bench.program;

/**
 * A static field whose content can change, or cannot be shown not to.
 *
 * @param className the class that holds it, without its package
 * @param name the field's
 * @param why what about it can change, to go behind "it is"
 */
public record ChangingField(String className, String name, String why) {

  /** What that means for a simulation, in a sentence. */
  public String sentence() {
    return className
        + "."
        + name
        + " is static, and it is "
        + why
        + ": as processes would, each incarnation of a node gets this program's classes for itself,"
        + " which takes longer.";
  }
}
