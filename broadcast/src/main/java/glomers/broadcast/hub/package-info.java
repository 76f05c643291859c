/**
 * Broadcast with few messages: leaves report to a hub, and the hub tells all leaves in rounds.
 *
 * <p>To be read in this order: {@link glomers.broadcast.hub.HubMessage}, what is said; {@link
 * glomers.broadcast.hub.HubNode}; then the two sides, each a role that decides with whom and when,
 * and a class for what it remembers of one peer: {@code HubRole} and {@code Downstream}, {@code
 * LeafRole} and {@code Upstream}.
 */
package glomers.broadcast.hub;
