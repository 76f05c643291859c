package glomers.bench.node;

import java.io.Closeable;

/** Where a node's words for people go. Used by one thread at a time. */
public interface LogSink extends Closeable {

  /** Takes a line. */
  void line(String line);

  @Override
  void close();

  /** A place that keeps nothing. */
  LogSink NONE =
      new LogSink() {
        @Override
        public void line(String line) {}

        @Override
        public void close() {}
      };

  /** Opens the log of the node of the given name. */
  @FunctionalInterface
  interface Factory {
    /** Opens it; whoever asked closes it. */
    LogSink open(String node);
  }
}
