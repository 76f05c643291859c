/** Reads what the real Maelstrom leaves in its store: EDN texts, and messages in Fressian. */
package glomers.bench.maelstrom;
