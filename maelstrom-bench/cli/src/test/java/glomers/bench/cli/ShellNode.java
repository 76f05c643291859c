package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Nodes in a few lines of shell: programs that have nothing to do with this one, and start at once.
 */
final class ShellNode {

  /** Says why it does not answer, and does not. */
  static final String EXITS_AT_ONCE = "#!/bin/sh\necho cannot find my configuration >&2\nexit 7\n";

  /**
   * Answers whatever it is asked: in {@code answer} stands what the body of the answer holds
   * besides what every answer does. The shell does all of it by itself and starts no other program.
   */
  private static final String ANSWERING =
      """
      #!/bin/sh
      count=0
      while IFS= read -r line; do
        src=${line#*'"src":"'} src=${src%%%%'"'*}
        dest=${line#*'"dest":"'} dest=${dest%%%%'"'*}
        type=${line#*'"type":"'} type=${type%%%%'"'*}
        msg_id=${line#*'"msg_id":'} msg_id=${msg_id%%%%[!0-9]*}
        answer=
        if [ "$type" != init ]; then
      %s
          count=$((count + 1))
        fi
        printf '{"src":"%%s","dest":"%%s","body":{"type":"%%s_ok","in_reply_to":%%s%%s}}\\n' \\
          "$dest" "$src" "$type" "$msg_id" "$answer"
      done
      """;

  private static final String TAKE_THE_ECHO =
      """
          echo=${line#*'"echo":"'} echo=${echo%%'"'*}
          answer=",\\"echo\\":\\"$echo\\""
      """;

  private ShellNode() {}

  /** An echo node. */
  static String echo() {
    return echo("");
  }

  /** The same that does something more before its answer, which is in {@code answer}. */
  static String echo(String commands) {
    return ANSWERING.formatted(TAKE_THE_ECHO + commands);
  }

  /** One that echoes something else. */
  static String wrongEcho() {
    return echo("    answer=',\"echo\":\"Do not echo this\"'");
  }

  /**
   * A node that gives out identifiers.
   *
   * @param id what each is, in which the shell puts {@code $dest}, the node's name, {@code $$}, its
   *     process, and {@code $count}, how many it has given out before
   */
  static String ids(String id) {
    return ANSWERING.formatted("    answer=\",\\\"id\\\":\\\"" + id + "\\\"\"");
  }

  /** An executable file of such lines. */
  static Path write(Path directory, String script) throws IOException {
    Path program = Files.writeString(directory.resolve("node.sh"), script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }
}
