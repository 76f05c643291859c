package glomers.txn.causal;

import glomers.core.gossip.VersionVector;
import java.util.List;

/**
 * What leads from one state of the registers to another: all versions that a node with the one
 * knowledge lacks and one with the other has, save those that were overwritten. A receiver that
 * knows the base takes it as a whole and then knows what the sender knew, as if it had applied the
 * write sets between one by one. Whoever doesn't know the base must not take it: it would see
 * effects without their causes. (Almeida, Shoker and Baquero, "Delta State Replicated Data Types",
 * JPDC 2018, section 4: the causal delta-merging condition.)
 *
 * @param base what the receiver has to know
 * @param known what it knows then, besides
 * @param versions at most one of each key
 */
record Delta(VersionVector base, VersionVector known, List<Version> versions) {}
