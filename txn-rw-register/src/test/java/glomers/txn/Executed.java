package glomers.txn;

import glomers.core.message.TxnVerbs.Operation;
import java.util.List;

/**
 * A transaction of a test's history.
 *
 * @param session the client that ran it, which has one transaction open at a time and stays with
 *     its node
 * @param node the node that executed it
 * @param operations with results if it is ok, as asked for otherwise
 * @param ok whether it was acknowledged; if not, it certainly failed
 */
public record Executed(String session, String node, List<Operation> operations, boolean ok) {}
