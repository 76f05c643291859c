package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TerminalTest {

  private static Terminal terminal(boolean isTerminal, Map<String, String> environment) {
    return Terminal.of(System.out, isTerminal, environment);
  }

  @Test
  void colours_are_for_terminals_alone() {
    assertThat(terminal(true, Map.of("TERM", "xterm")).hasColor()).isTrue();
    assertThat(terminal(false, Map.of("TERM", "xterm")).hasColor()).isFalse();
  }

  @Test
  void no_color_takes_the_colours_if_it_is_not_empty_and_leaves_the_line_that_is_drawn_anew() {
    assertThat(terminal(true, Map.of("NO_COLOR", "1")).hasColor()).isFalse();
    assertThat(terminal(true, Map.of("NO_COLOR", "0")).hasColor()).isFalse();
    assertThat(terminal(true, Map.of("NO_COLOR", "")).hasColor()).isTrue();
    assertThat(terminal(true, Map.of("NO_COLOR", "1")).isInteractive()).isTrue();
  }

  @Test
  void a_dumb_terminal_gets_plain_lines() {
    Terminal dumb = terminal(true, Map.of("TERM", "dumb"));
    assertThat(dumb.hasColor()).isFalse();
    assertThat(dumb.isInteractive()).isFalse();
  }
}
