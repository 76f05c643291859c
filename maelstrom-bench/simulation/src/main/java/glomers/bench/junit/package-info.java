/**
 * JUnit tests of nodes on the bench's simulation: {@link glomers.bench.junit.Simulated} for those
 * that try many seeds. Needs JUnit 5 on the class path.
 */
package glomers.bench.junit;
