package glomers.bench.plan;

import glomers.bench.engine.Decisions.Kind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a decision stands in a plan's file: under which name, and in which unit. */
enum DecisionField {
  LOSS(Kind.LOSS, "isLost", Unit.TRUTH),
  COPY(Kind.COPY, "comesTwice", Unit.TRUTH),
  HOLD(Kind.HOLD, "heldBackMillis", Unit.MILLIS),
  LATENCY(Kind.LATENCY, "travelMillis", Unit.MILLIS),
  HANDLING(Kind.HANDLING, "handlingMillis", Unit.MILLIS),
  REACTION(Kind.REACTION, "reactionMillis", Unit.MILLIS),
  LATENESS(Kind.LATENESS, "lateMillis", Unit.MILLIS),
  START(Kind.START, "startMillis", Unit.MILLIS),
  LAG(Kind.LAG, "lagStates", Unit.COUNT),
  REPLICAS(Kind.REPLICAS, "replicas", Unit.COUNT),
  PAUSE(Kind.PAUSE, "pauseMillis", Unit.MILLIS);

  /** How a value is written. */
  enum Unit {
    TRUTH,
    COUNT,
    MILLIS
  }

  private static final Map<Kind, DecisionField> BY_KIND = new EnumMap<>(Kind.class);
  private static final Map<String, DecisionField> BY_KEY = new LinkedHashMap<>();

  static {
    for (DecisionField field : values()) {
      BY_KIND.put(field.kind, field);
      BY_KEY.put(field.key, field);
    }
  }

  private final Kind kind;
  private final String key;
  private final Unit unit;

  DecisionField(Kind kind, String key, Unit unit) {
    this.kind = kind;
    this.key = key;
    this.unit = unit;
  }

  static DecisionField of(Kind kind) {
    return BY_KIND.get(kind);
  }

  static Map<String, DecisionField> byKey() {
    return BY_KEY;
  }

  Kind kind() {
    return kind;
  }

  String key() {
    return key;
  }

  Unit unit() {
    return unit;
  }
}
