/**
 * A node's program as classes: which ones are its own, what they keep in static fields, and who
 * shares them.
 */
package glomers.bench.program;
