package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import glomers.bench.checker.txn.ConsistencyModel;
import glomers.bench.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Option;

/** The module's README says all that there is, and what it says works. */
final class ReadmeTest {

  private static final Path README = Path.of("README.md");

  @TempDir Path directory;

  @Test
  void it_names_every_option_of_the_benchs_own_every_workload_and_every_model() throws IOException {
    String text = Files.readString(README);
    assertThat(
            Arrays.stream(BenchOptions.class.getDeclaredFields())
                .map(field -> field.getAnnotation(Option.class).names()[0]))
        .allSatisfy(option -> assertThat(text).contains("`" + option));
    assertThat(Workloads.names()).allSatisfy(name -> assertThat(text).contains(name));
    assertThat(ConsistencyModel.values())
        .allSatisfy(model -> assertThat(text).contains("`" + model.modelName() + "`"));
  }

  @Test
  void its_links_lead_somewhere() throws IOException {
    Matcher links = Pattern.compile("]\\(([^)#]+)[^)]*\\)").matcher(Files.readString(README));
    int count = 0;
    while (links.find()) {
      if (!links.group(1).startsWith("http")) {
        assertThat(README.resolveSibling(links.group(1))).exists();
        count++;
      }
    }
    assertThat(count).isPositive();
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
