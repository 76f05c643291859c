package glomers.bench.merge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file with a line for each seed of a sweep. What was written stays, whatever becomes of it. */
public final class SeedLines implements Consumer<SeedLine>, AutoCloseable {

  /** Leaves out all lines. */
  public static final Consumer<SeedLine> NONE = line -> {};

  private final Writer writer;

  private SeedLines(Writer writer) {
    this.writer = writer;
  }

  /**
   * Begins a file, in the place of one that there may be.
   *
   * @throws IOException if that is not possible
   */
  public static SeedLines create(Path file) throws IOException {
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    return new SeedLines(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
  }

  @Override
  public void accept(SeedLine line) {
    try {
      writer.write(line.write());
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the seeds' results cannot be written: " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  /**
   * Reads a file. A last line that is not complete is left out: its shard was killed.
   *
   * @throws IOException if it cannot be read, or holds something else
   */
  public static void read(Path file, Consumer<SeedLine> lines) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      String line = reader.readLine();
      while (line != null) {
        number++;
        String next = reader.readLine();
        try {
          lines.accept(SeedLine.read(line));
        } catch (IllegalArgumentException e) {
          if (next != null) {
            throw new IOException(
                file + ", line " + number + " is no result of a seed: " + e.getMessage(), e);
          }
        }
        line = next;
      }
    }
  }
}
