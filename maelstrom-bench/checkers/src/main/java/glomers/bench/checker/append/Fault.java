package glomers.bench.checker.append;

import glomers.bench.checker.txn.ConsistencyModel;
import java.util.EnumSet;
import java.util.Set;

/**
 * What can be wrong with a list or a read, whichever cycles there are: under Elle's names where it
 * has one, with the weakest models that forbid it.
 */
enum Fault {
  /** What was accepted as a transaction is none. */
  MALFORMED_TRANSACTION("malformed-transaction", ConsistencyModel.weakest()),
  /** The reply is no execution of the transaction that was sent. */
  MALFORMED_REPLY("malformed-reply", ConsistencyModel.weakest()),
  /** An element that nobody appended. */
  THIN_AIR_READ("thin-air-read", ConsistencyModel.weakest()),
  /** A transaction read what it appended itself only later. */
  FUTURE_READ("future-read", ConsistencyModel.weakest()),
  /** A transaction doesn't find what it has appended itself. */
  LOST_OWN_APPEND("lost-own-append", ConsistencyModel.weakest()),
  /** One element twice in a list. */
  DUPLICATE_ELEMENTS("duplicate-elements", ConsistencyModel.weakest()),
  /** A read contradicts what the same transaction had read or appended before. */
  INTERNAL(
      "internal",
      ConsistencyModel.READ_ATOMIC,
      ConsistencyModel.UPDATE_ATOMIC,
      ConsistencyModel.PARALLEL_SNAPSHOT_ISOLATION,
      ConsistencyModel.PREFIX,
      ConsistencyModel.VIEW_SERIALIZABLE,
      ConsistencyModel.ONE_COPY_SERIALIZABLE),
  /** Two lists of one key neither of which begins with the other. */
  INCOMPATIBLE_ORDER("incompatible-order", Fault.serialToo(ConsistencyModel.READ_COMMITTED)),
  /** What an aborted transaction appended was read. */
  ABORTED_READ("G1a", Fault.serialToo(ConsistencyModel.READ_COMMITTED)),
  /** A list was read that its last transaction appended more to. */
  INTERMEDIATE_READ("G1b", Fault.serialToo(ConsistencyModel.READ_COMMITTED)),
  /** A transaction that took effect appended behind what an aborted one had. */
  DIRTY_UPDATE("dirty-update", Fault.serialToo(ConsistencyModel.READ_COMMITTED)),
  /** Two transactions read one version and both appended to it. */
  LOST_UPDATE(
      "lost-update",
      ConsistencyModel.CURSOR_STABILITY,
      ConsistencyModel.UPDATE_ATOMIC,
      ConsistencyModel.VIEW_SERIALIZABLE,
      ConsistencyModel.ONE_COPY_SERIALIZABLE),
  /** Between a transaction's read and its own append to the list another appended. */
  CURSOR(
      "G-cursor",
      ConsistencyModel.CURSOR_STABILITY,
      ConsistencyModel.UPDATE_ATOMIC,
      ConsistencyModel.VIEW_SERIALIZABLE,
      ConsistencyModel.ONE_COPY_SERIALIZABLE);

  private final String type;
  private final Set<ConsistencyModel> broken;

  Fault(String type, ConsistencyModel first, ConsistencyModel... others) {
    this(type, EnumSet.of(first, others));
  }

  Fault(String type, Set<ConsistencyModel> broken) {
    this.type = type;
    this.broken = broken;
  }

  private static Set<ConsistencyModel> serialToo(ConsistencyModel weakest) {
    Set<ConsistencyModel> broken = ConsistencyModel.serial();
    broken.add(weakest);
    return broken;
  }

  /** The name. */
  String type() {
    return type;
  }

  /** The weakest models that forbid it. */
  Set<ConsistencyModel> broken() {
    return broken;
  }
}
