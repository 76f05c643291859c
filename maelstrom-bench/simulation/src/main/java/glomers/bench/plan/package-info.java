/**
 * A run as data: all that was decided in it, which can be saved, replayed, edited and made smaller.
 */
package glomers.bench.plan;
