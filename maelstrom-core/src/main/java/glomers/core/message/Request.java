package glomers.core.message;

/**
 * A body that asks for an answer: what clients send to nodes, and nodes to Maelstrom's services.
 *
 * <p>Each workload has a sealed family of its own, as {@link EchoVerbs} shows; so a {@code switch}
 * over it is exhaustive, and a workload that is not here needs no change of this.
 */
public non-sealed interface Request extends Body {}
