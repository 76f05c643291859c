/**
 * Lists of scenarios, their limits, and the one table that they end with. Pure: who runs them is
 * the command line.
 */
package glomers.bench.suite;
