/**
 * The page that a run can be looked at on: {@code index.html}, one file that needs no network.
 *
 * <p>{@link glomers.bench.page.RunPage} holds all that is on it, whoever made the run. {@link
 * glomers.bench.page.BenchRun} reads our own runs, {@link glomers.bench.page.MaelstromRun} those of
 * Maelstrom; {@link glomers.bench.page.PageWriter} writes either.
 */
package glomers.bench.page;
