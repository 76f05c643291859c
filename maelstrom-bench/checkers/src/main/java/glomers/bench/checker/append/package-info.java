/**
 * Judges transactions on lists, to which elements are only ever appended: whoever reads a list
 * reads its history, so that the order of its versions is seen and needn't be guessed.
 *
 * <p>{@link glomers.bench.checker.append.ListAppendChecker} is where to begin: {@link
 * glomers.bench.checker.append.ListHistoryReader} makes a {@link
 * glomers.bench.checker.append.ListHistory} of the operations, {@link
 * glomers.bench.checker.append.ListReads} finds what is wrong with single reads, {@link
 * glomers.bench.checker.append.DependencyGraph} says what depends on what, and {@link
 * glomers.bench.checker.append.CycleLevels} which cycles there are and which models they break.
 */
package glomers.bench.checker.append;
