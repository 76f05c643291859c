package glomers.core.message;

/**
 * A body that one node of a challenge sends to another. Maelstrom looks at none of its keys but
 * {@code type}, so each challenge declares its own sealed family of these.
 */
public non-sealed interface PeerMessage extends Body {}
