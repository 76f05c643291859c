package glomers.bench.wasm;

import com.github.marschall.memoryfilesystem.MemoryFileSystemBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A small file system in memory, empty at first. */
final class Disk implements AutoCloseable {

  private static final AtomicLong COUNT = new AtomicLong();

  private final FileSystem files;

  Disk() {
    try {
      files = MemoryFileSystemBuilder.newLinux().build("maelstrom-node-" + COUNT.incrementAndGet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its topmost folder. */
  Path root() {
    return files.getPath("/");
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
