package glomers.bench.checker.append;

import glomers.bench.checker.txn.ConsistencyModel;
import glomers.bench.checker.txn.EdgeKind;
import java.util.EnumSet;
import java.util.Set;

/**
 * The kinds of cycles that Elle tells apart, the worst first, with the weakest models that forbid
 * each: by their data dependencies, and by whether sessions or real time are needed beside these.
 */
enum CycleShape {
  /** Nothing but appends. */
  G0(
      "G0",
      Data.WRITES,
      Order.NONE,
      ConsistencyModel.READ_UNCOMMITTED,
      ConsistencyModel.VIEW_SERIALIZABLE,
      ConsistencyModel.ONE_COPY_SERIALIZABLE),
  /** Appends and reads of what was appended. */
  G1C(
      "G1c",
      Data.FLOW,
      Order.NONE,
      ConsistencyModel.READ_COMMITTED,
      ConsistencyModel.VIEW_SERIALIZABLE,
      ConsistencyModel.ONE_COPY_SERIALIZABLE),
  /** Once, an older list was read than another had appended to. */
  G_SINGLE(
      "G-single-item",
      Data.SINGLE,
      Order.NONE,
      ConsistencyModel.CONSISTENT_VIEW,
      ConsistencyModel.PARALLEL_SNAPSHOT_ISOLATION,
      ConsistencyModel.REPEATABLE_READ,
      ConsistencyModel.VIEW_SERIALIZABLE,
      ConsistencyModel.ONE_COPY_SERIALIZABLE),
  /** Several times, but never twice in a row. */
  G_NONADJACENT(
      "G-nonadjacent-item",
      Data.NONADJACENT,
      Order.NONE,
      ConsistencyModel.SNAPSHOT_ISOLATION,
      ConsistencyModel.REPEATABLE_READ,
      ConsistencyModel.VIEW_SERIALIZABLE,
      ConsistencyModel.ONE_COPY_SERIALIZABLE),
  /** Several times. */
  G2(
      "G2-item",
      Data.ANY,
      Order.NONE,
      ConsistencyModel.REPEATABLE_READ,
      ConsistencyModel.VIEW_SERIALIZABLE,
      ConsistencyModel.ONE_COPY_SERIALIZABLE),

  G0_PROCESS(
      "G0-process",
      Data.WRITES,
      Order.SESSION,
      ConsistencyModel.STRONG_SESSION_READ_UNCOMMITTED,
      ConsistencyModel.MONOTONIC_ATOMIC_VIEW,
      ConsistencyModel.SESSION_SERIALIZABLE),
  G1C_PROCESS(
      "G1c-process",
      Data.FLOW,
      Order.SESSION,
      ConsistencyModel.STRONG_SESSION_READ_COMMITTED,
      ConsistencyModel.MONOTONIC_ATOMIC_VIEW,
      ConsistencyModel.SESSION_SERIALIZABLE),
  G_SINGLE_PROCESS(
      "G-single-item-process",
      Data.SINGLE,
      Order.SESSION,
      ConsistencyModel.STRONG_SESSION_SNAPSHOT_ISOLATION,
      ConsistencyModel.SESSION_SERIALIZABLE),
  G_NONADJACENT_PROCESS(
      "G-nonadjacent-item-process",
      Data.NONADJACENT,
      Order.SESSION,
      ConsistencyModel.STRONG_SESSION_SNAPSHOT_ISOLATION,
      ConsistencyModel.SESSION_SERIALIZABLE),
  G2_PROCESS(
      "G2-item-process",
      Data.ANY,
      Order.SESSION,
      ConsistencyModel.STRONG_SESSION_SERIALIZABLE,
      ConsistencyModel.SESSION_SERIALIZABLE),

  G0_REALTIME(
      "G0-realtime", Data.WRITES, Order.REAL_TIME, ConsistencyModel.STRONG_READ_UNCOMMITTED),
  G1C_REALTIME("G1c-realtime", Data.FLOW, Order.REAL_TIME, ConsistencyModel.STRONG_READ_COMMITTED),
  G_SINGLE_REALTIME(
      "G-single-item-realtime",
      Data.SINGLE,
      Order.REAL_TIME,
      ConsistencyModel.STRONG_SNAPSHOT_ISOLATION),
  G_NONADJACENT_REALTIME(
      "G-nonadjacent-item-realtime",
      Data.NONADJACENT,
      Order.REAL_TIME,
      ConsistencyModel.STRONG_SNAPSHOT_ISOLATION),
  G2_REALTIME("G2-item-realtime", Data.ANY, Order.REAL_TIME, ConsistencyModel.STRICT_SERIALIZABLE);

  /** Which data dependencies a cycle has. */
  enum Data {
    WRITES(EdgeKind.APPENDED_BEFORE, 0, 0),
    FLOW(EdgeKind.WRITE_READ, 0, 0),
    SINGLE(EdgeKind.READ_WRITE, 1, 1),
    NONADJACENT(EdgeKind.READ_WRITE, 2, Integer.MAX_VALUE),
    ANY(EdgeKind.READ_WRITE, 2, Integer.MAX_VALUE);

    private final EdgeKind needed;
    private final int minReadWrites;
    private final int maxReadWrites;

    Data(EdgeKind needed, int minReadWrites, int maxReadWrites) {
      this.needed = needed;
      this.minReadWrites = minReadWrites;
      this.maxReadWrites = maxReadWrites;
    }
  }

  /** What a cycle needs beside them. */
  enum Order {
    NONE,
    SESSION,
    REAL_TIME
  }

  private final String type;
  private final Data data;
  private final Order order;
  private final Set<ConsistencyModel> broken;

  CycleShape(
      String type, Data data, Order order, ConsistencyModel first, ConsistencyModel... others) {
    this.type = type;
    this.data = data;
    this.order = order;
    this.broken = EnumSet.of(first, others);
  }

  /** Elle's name. */
  String type() {
    return type;
  }

  /** The weakest models that forbid it. */
  Set<ConsistencyModel> broken() {
    return broken;
  }

  /** An edge kind that each such cycle has. */
  EdgeKind needed() {
    return data.needed;
  }

  /** How many versions that were read must be overwritten in a cycle. */
  int minReadWrites() {
    return data.minReadWrites;
  }

  /** How many may be. */
  int maxReadWrites() {
    return data.maxReadWrites;
  }

  /** Whether no two of these may follow each other. */
  boolean isNonadjacent() {
    return data == Data.NONADJACENT;
  }

  /** The edges that it may have. */
  Set<EdgeKind> allowed() {
    Set<EdgeKind> allowed = EnumSet.of(EdgeKind.APPENDED_BEFORE);
    if (data != Data.WRITES) {
      allowed.add(EdgeKind.WRITE_READ);
    }
    if (data.maxReadWrites > 0) {
      allowed.add(EdgeKind.READ_WRITE);
    }
    if (order != Order.NONE) {
      allowed.add(EdgeKind.SESSION);
    }
    if (order == Order.REAL_TIME) {
      allowed.add(EdgeKind.REAL_TIME);
    }
    return allowed;
  }

  /** Whether an edge is of the kind that it needs beside its data dependencies. */
  boolean isOrder(EdgeKind kind) {
    return switch (order) {
      case NONE -> false;
      case SESSION -> kind == EdgeKind.SESSION;
      case REAL_TIME -> kind == EdgeKind.REAL_TIME;
    };
  }

  /** Whether it needs any such edge. */
  boolean needsOrder() {
    return order != Order.NONE;
  }
}
