package glomers.bench.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreIndexTest {

  @TempDir Path store;

  /** Some folders cannot be listed, others vanish while they are. */
  private static Stream<Path> list(Path folder) throws IOException {
    return switch (folder.getFileName().toString()) {
      case "closed" -> throw new AccessDeniedException(folder.toString());
      case "vanishing" ->
          Stream.generate(() -> {
            throw new UncheckedIOException(new NoSuchFileException(folder.toString()));
          });
      default -> Files.list(folder);
    };
  }

  @Test
  void a_folder_that_cannot_be_listed_hides_its_own_runs_alone() throws IOException {
    for (String workload : new String[] {"broadcast", "closed", "echo", "vanishing"}) {
      Files.createDirectories(store.resolve(workload).resolve("20261121T010000.000"));
    }

    assertThat(new StoreIndex(store, StoreIndexTest::list).runs())
        .extracting(StoredRun::workload)
        .containsExactly("broadcast", "echo");
  }
}
