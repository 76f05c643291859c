package glomers.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void an_option_has_the_value_that_was_given_or_its_default() {
    Options options = Options.parse(List.of("--round-millis", "300"));
    assertThat(options.millis("--round-millis", 100, 1)).isEqualTo(Duration.ofMillis(300));
    assertThat(options.number("--size", 4, 1)).isEqualTo(4);
    options.rejectUnknown();
  }

  @Test
  void what_makes_no_sense_is_refused_with_a_sentence() {
    assertThatThrownBy(() -> Options.parse(List.of("300")))
        .hasMessage("expected an option such as --name, not '300'");
    assertThatThrownBy(() -> Options.parse(List.of("--size")))
        .hasMessage("option --size lacks its value");
    assertThatThrownBy(() -> Options.parse(List.of("--size", "0")).number("--size", 4, 1))
        .hasMessage("option --size wants a whole number of at least 1, not '0'");
    assertThatThrownBy(() -> Options.parse(List.of("--size", "x")).number("--size", 4, 1))
        .hasMessage("option --size wants a whole number of at least 1, not 'x'");
    assertThatThrownBy(() -> Options.parse(List.of("--size", "4294967296")).count("--size", 4, 1))
        .hasMessage("option --size wants at most 2147483647, not 4294967296");
  }
}
