package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import glomers.bench.checker.txn.ConsistencyModel;
import glomers.bench.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Option;

/**
 * The module's README says all that there is, and what it says works; all links of all READMEs do.
 */
final class ReadmeTest {

  private static final Path README = Path.of("../README.md");

  @TempDir Path directory;

  @Test
  void it_names_every_option_of_the_benchs_own_every_workload_and_every_model() throws IOException {
    String text = Files.readString(README);
    assertThat(
            Arrays.stream(BenchOptions.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Option.class))
                .map(field -> field.getAnnotation(Option.class).names()[0]))
        .allSatisfy(option -> assertThat(text).contains("`" + option));
    assertThat(Workloads.names()).allSatisfy(name -> assertThat(text).contains(name));
    assertThat(ConsistencyModel.values())
        .allSatisfy(model -> assertThat(text).contains("`" + model.modelName() + "`"));
  }

  @ParameterizedTest
  @MethodSource("allReadmes")
  void all_links_lead_somewhere(Path readme) throws IOException {
    Matcher links =
        Pattern.compile("]\\((?!http)([^)#]*)(?:#([^)]*))?\\)").matcher(Files.readString(readme));
    int count = 0;
    while (links.find()) {
      Path target = links.group(1).isEmpty() ? readme : readme.resolveSibling(links.group(1));
      assertThat(target).exists();
      if (links.group(2) != null) {
        assertThat(anchors(target)).contains(links.group(2));
      }
      count++;
    }
    assertThat(count).isPositive();
  }

  static Stream<Path> allReadmes() throws IOException {
    Path top = Path.of("../..");
    try (Stream<Path> modules = Files.list(top)) {
      return Stream.concat(Stream.of(top), modules.toList().stream())
          .map(folder -> folder.resolve("README.md"))
          .filter(Files::exists);
    }
  }

  /** The names by which hosted pages know a file's headings. */
  private static List<String> anchors(Path readme) throws IOException {
    return Files.readAllLines(readme).stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  @Timeout(120)
  void its_node_of_one_screen_works_on_a_calm_network() throws IOException, InterruptedException {
    assumeTrue(hasPython(), "needs python3");
    Matcher block =
        Pattern.compile("```python\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
    assertThat(block.find()).isTrue();
    Path node = Files.writeString(directory.resolve("node.py"), block.group(1));
    assertThat(node.toFile().setExecutable(true)).isTrue();
    BenchCli bench =
        BenchCli.run(
            "test -w broadcast --node-count 3 --time-limit 3 --rate 20 --recovery 1 --no-store --bin "
                + node);
    assertThat(bench.status()).as(bench.toString()).isZero();
    assertThat(bench.out()).contains("\nVALID  broadcast, 3 nodes");
  }

  /** Whether there is one that knows {@code match}: 3.10 or newer. */
  private static boolean hasPython() throws InterruptedException {
    try {
      String check = "import sys; sys.exit(sys.version_info < (3, 10))";
      return new ProcessBuilder("python3", "-c", check).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
