/**
 * Draws whole configurations of tests, within what a program promises, and counts what they covered
 * (swarm testing: Groce, Zhang, Eide, Chen and Regehr, ISSTA 2012).
 */
package glomers.bench.swarm;
