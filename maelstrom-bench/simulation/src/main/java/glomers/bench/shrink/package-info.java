/** Makes a run that failed smaller, for as long as it fails for the same reason. */
package glomers.bench.shrink;
