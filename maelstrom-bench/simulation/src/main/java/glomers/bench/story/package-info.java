/**
 * Why a run went wrong, in the few lines that bear on it: runs as {@link
 * glomers.bench.story.Story}s. Pure functions of what a run left.
 */
package glomers.bench.story;
