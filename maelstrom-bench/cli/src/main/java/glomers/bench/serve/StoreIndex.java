package glomers.bench.serve;

import glomers.bench.serve.StoredRun.Verdict;
import glomers.bench.store.ResultsFile;
import glomers.bench.verdict.RunFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The runs of a store: {@code <workload>/<time>/}, as both this bench and Maelstrom lay them out.
 * Links, such as {@code latest}, are other names of runs, and passed over. Safe for use by several
 * threads.
 */
final class StoreIndex {

  private static final Pattern TIME = Pattern.compile("(\\d{8}T\\d{6}\\.\\d{3})(Z?)(-\\d+)?");
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS");

  private final Path store;
  private final Listing listing;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /** A run as it was when its files were such: results may be megabytes to read. */
  private record Known(List<FileTime> stamps, StoredRun run) {}

  /** How a folder's children are found. */
  @FunctionalInterface
  interface Listing {
    /** As {@link Files#list} does, which may break off at any child. */
    Stream<Path> of(Path folder) throws IOException;
  }

  StoreIndex(Path store) {
    this(store, Files::list);
  }

  StoreIndex(Path store, Listing listing) {
    this.store = store;
    this.listing = listing;
  }

  /** All runs, by folder; those that vanish meanwhile, or may not be read, are left out. */
  List<StoredRun> runs() throws IOException {
    List<StoredRun> runs = new ArrayList<>();
    for (Path workload : folders(store)) {
      try {
        addRuns(workload, runs);
      } catch (IOException e) {
        // Somebody is tidying up, or keeps it closed.
      }
    }
    return runs;
  }

  private void addRuns(Path workload, List<StoredRun> runs) throws IOException {
    for (Path folder : folders(workload)) {
      try {
        runs.add(run(folder));
      } catch (IOException e) {
        // Somebody is tidying up.
      }
    }
  }

  private List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> children = listing.of(parent)) {
      return children
          .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
          .filter(child -> !child.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private StoredRun run(Path folder) throws IOException {
    List<FileTime> stamps =
        List.of(
            Files.getLastModifiedTime(folder),
            lastModified(folder.resolve(ResultsFile.OURS)),
            lastModified(folder.resolve(ResultsFile.MAELSTROMS)));
    Known before = known.get(folder);
    if (before != null && before.stamps().equals(stamps)) {
      return before.run();
    }
    StoredRun run = read(folder, stamps.getFirst());
    known.put(folder, new Known(stamps, run));
    return run;
  }

  private static FileTime lastModified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // there is none
    }
  }

  private StoredRun read(Path folder, FileTime changed) throws IOException {
    String name = folder.getFileName().toString();
    Map<?, ?> results = Map.of();
    Verdict verdict = Verdict.NO_RESULTS;
    try {
      results = ResultsFile.read(folder);
      verdict = verdict(results);
    } catch (IOException e) {
      // Shown as what it is: a run without results.
    }
    return new StoredRun(
        folder.getParent().getFileName().toString(),
        name,
        started(name, changed.toInstant()),
        verdict,
        nodeCount(folder, results),
        RunFigures.of(verdict == Verdict.VALID, results));
  }

  private static Verdict verdict(Map<?, ?> results) {
    if ("crashed".equals(results.get("verdict"))) {
      return Verdict.BROKEN_OFF;
    }
    Object valid = results.containsKey("valid") ? results.get("valid") : results.get("valid?");
    return switch (valid) {
      case Boolean value -> value ? Verdict.VALID : Verdict.INVALID;
      case null, default -> Verdict.UNKNOWN;
    };
  }

  /** Ours are named by local time, Maelstrom's by universal time, which its Z tells. */
  private static Instant started(String name, Instant otherwise) {
    Matcher matcher = TIME.matcher(name);
    if (!matcher.matches()) {
      return otherwise;
    }
    try {
      LocalDateTime time = LocalDateTime.parse(matcher.group(1), FORMAT);
      return matcher.group(2).isEmpty()
          ? time.atZone(ZoneId.systemDefault()).toInstant()
          : time.toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  /** As the options say, or, where they are not kept, by the nodes' logs. */
  private OptionalInt nodeCount(Path folder, Map<?, ?> results) throws IOException {
    if (results.get("options") instanceof Map<?, ?> options
        && options.get("nodes") instanceof List<?> nodes) {
      return OptionalInt.of(nodes.size());
    }
    Path logs = folder.resolve("node-logs");
    if (!Files.isDirectory(logs, LinkOption.NOFOLLOW_LINKS)) {
      return OptionalInt.empty();
    }
    try (Stream<Path> files = listing.of(logs)) {
      return OptionalInt.of(
          (int) files.filter(file -> file.getFileName().toString().endsWith(".log")).count());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
