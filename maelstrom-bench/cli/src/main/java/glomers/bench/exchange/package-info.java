/** Histories that others wrote. */
package glomers.bench.exchange;
