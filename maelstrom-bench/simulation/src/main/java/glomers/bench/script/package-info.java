/**
 * A cluster that does what a test says, step by step: ask, let time pass, cut, heal, look at what
 * was said. The network, the services and the nodes are those of the simulation, but nothing
 * happens by chance unless it is asked for, and everybody reacts at once.
 */
package glomers.bench.script;
