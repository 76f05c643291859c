package glomers.bench.wasm;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import run.endive.wasi.WasiOptions;
import run.endive.wasi.WasiPreview1;

/**
 * What the incarnations of one node find around them besides their streams: a command line, and a
 * disk, if the program ever asks for files.
 */
final class ProgramFiles {

  private static final Cleaner CLEANER = Cleaner.create();

  private final List<String> commandLine;
  private final boolean hasDisk;
  private final boolean isKept;
  private Optional<Disk> disk = Optional.empty();

  /**
   * Files of one node.
   *
   * @param name the program's, as it will see it
   * @param arguments the rest of its command line
   * @param hasDisk whether the program can open files at all
   * @param isKept whether the disk outlives an incarnation
   */
  ProgramFiles(String name, List<String> arguments, boolean hasDisk, boolean isKept) {
    commandLine = new ArrayList<>();
    commandLine.add(name);
    commandLine.addAll(arguments);
    this.hasDisk = hasDisk;
    this.isKept = isKept;
  }

  /** The library's answers to calls about files, for the next incarnation. */
  WasiPreview1 open() {
    WasiOptions.Builder options = WasiOptions.builder().withArguments(commandLine);
    if (hasDisk) {
      options.withDirectory("/", disk().root());
    }
    return WasiPreview1.builder().withOptions(options.build()).build();
  }

  private Disk disk() {
    if (disk.isEmpty()) {
      Disk made = new Disk();
      disk = Optional.of(made);
      if (isKept) {
        CLEANER.register(this, made::close); // nobody tells it when its run is over
      }
    }
    return disk.get();
  }

  /** Says that the incarnation has ended. */
  void close(WasiPreview1 library) {
    library.close();
    if (!isKept) {
      disk.ifPresent(Disk::close);
      disk = Optional.empty();
    }
  }
}
