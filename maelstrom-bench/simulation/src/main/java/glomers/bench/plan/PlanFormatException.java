package glomers.bench.plan;

/** A text is no plan. Its message says where, and what is wrong there. */
public final class PlanFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PlanFormatException(String place, String flaw) {
    super(place + ": " + flaw);
  }
}
