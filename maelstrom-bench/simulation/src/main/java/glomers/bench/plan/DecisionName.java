package glomers.bench.plan;

import glomers.bench.engine.Decisions.Kind;

/**
 * Which decision of a run is meant.
 *
 * @param kind its kind
 * @param subject what it is about: a link such as {@code n0>n1}, a node, an incarnation of one such
 *     as {@code n0/1}, a service
 * @param number which of its kind it is there, counted from 0
 * @param copy 1 for what the network adds to a message, else 0
 */
public record DecisionName(Kind kind, String subject, long number, int copy)
    implements Comparable<DecisionName> {

  /** Whether both are about the same message, timer or request. */
  boolean isAboutTheSameAs(DecisionName other) {
    return subject.equals(other.subject) && number == other.number && copy == other.copy;
  }

  /** By what they are about, then by number. */
  @Override
  public int compareTo(DecisionName other) {
    int order = subject.compareTo(other.subject);
    order = order != 0 ? order : Long.compare(number, other.number);
    order = order != 0 ? order : Integer.compare(copy, other.copy);
    return order != 0 ? order : kind.compareTo(other.kind);
  }
}
