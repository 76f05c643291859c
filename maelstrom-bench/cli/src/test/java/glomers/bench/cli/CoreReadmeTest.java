package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The nodes that the page of maelstrom-core shows, run by the commands that it shows. */
@Timeout(120)
@Order(2)
final class CoreReadmeTest {

  private static final Path README = Path.of("../../maelstrom-core/README.md");

  private static final Pattern FILE =
      Pattern.compile("<!-- file: (\\w+\\.java) -->\n```java\n(.*?)```", Pattern.DOTALL);

  /** A command with what it prints. */
  private static final Pattern COMMAND =
      Pattern.compile("\n\\$ \\S+/maelstrom-bench\\.jar (.*)\n((?:(?!\\$ |```).*\n)*)");

  @TempDir Path directory;

  @BeforeEach
  void save_the_files() throws IOException {
    for (var file : FILE.matcher(Files.readString(README)).results().toList()) {
      Files.writeString(directory.resolve(file.group(1)), file.group(2));
    }
  }

  static Stream<String[]> commands() throws IOException {
    return COMMAND
        .matcher(Files.readString(README))
        .results()
        .map(command -> new String[] {command.group(1), command.group(2)});
  }

  @ParameterizedTest
  @MethodSource("commands")
  void each_node_compiles_and_comes_to_the_verdict_that_is_shown(String command, String shown) {
    BenchCli bench =
        BenchCli.run(
            command.replaceFirst("--bin (\\w+\\.java)", "--bin " + directory + "/$1 --no-store"));
    boolean isValid = !shown.contains("INVALID");
    assertThat(bench.status()).as(bench.toString()).isEqualTo(isValid ? 0 : 1);
    assertThat(bench.out()).contains(isValid ? "VALID  " : "INVALID  ");
  }
}
