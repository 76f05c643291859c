package glomers.codecs;

/** A record says something that no code can be written for here. */
final class NotKnown extends Exception {

  private static final long serialVersionUID = 1;

  NotKnown(String what) {
    super(what);
  }
}
