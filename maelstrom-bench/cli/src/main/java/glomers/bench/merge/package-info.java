/** What seeds of a sweep came to, as lines: written by each of its shards, and put together. */
package glomers.bench.merge;
