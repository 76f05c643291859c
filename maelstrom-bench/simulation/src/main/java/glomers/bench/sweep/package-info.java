/**
 * From a seed to a verdict: one test simulated and judged, and repeated where that is due; and many
 * of them on all cores.
 */
package glomers.bench.sweep;
