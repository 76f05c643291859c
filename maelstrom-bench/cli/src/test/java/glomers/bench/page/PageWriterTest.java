package glomers.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.json.Json;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class PageWriterTest {

  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>{{data}}";

  /** More messages than there is room for. */
  private static final RunPage LONG = Pages.large(30_000, 5);

  private static JsonNode dataOf(String html) {
    Matcher block =
        Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(html);
    assertThat(block.find()).isTrue();
    return Json.parse(block.group(1));
  }

  @Test
  void what_nodes_say_never_stands_as_markup() {
    String html = PageWriter.html(Pages.withTextEverywhere(HOSTILE), OptionalDouble.empty());
    assertThat(html).doesNotContain("<img", "</script><");
    assertThat(dataOf(html).path("nodes").path(0).path("log").path(0).asString())
        .isEqualTo(HOSTILE);
    assertThat(dataOf(html).path("operations").path("answer").path(2).asString())
        .isEqualTo(HOSTILE);
  }

  @Test
  void it_asks_nothing_of_any_network_and_allows_no_script_but_its_own() {
    String html = PageWriter.html(Pages.withTextEverywhere("x"), OptionalDouble.empty());
    assertThat(html)
        .contains("default-src 'none'")
        .doesNotContain("unsafe-inline", "unsafe-eval", "<script src", "stylesheet", "@import");
  }

  @Test
  void the_licence_of_the_plots_library_stands_on_the_page() {
    String html = PageWriter.html(Pages.withTextEverywhere("x"), OptionalDouble.empty());
    assertThat(html).contains("Chart.js Contributors", "Permission is hereby granted");
  }

  @Test
  void a_run_of_any_length_makes_a_page_below_five_megabytes_that_tells_how_much_there_was() {
    for (RunPage page : new RunPage[] {LONG, Pages.large(20_000, 25)}) {
      String html = PageWriter.html(page, OptionalDouble.empty());
      assertThat(html.length()).isLessThan(5_000_000);
      JsonNode messages = dataOf(html).path("messages");
      assertThat(messages.path("total").asInt()).isEqualTo(page.messages().size());
      assertThat(messages.path("count").asInt()).isLessThan(page.messages().size()).isPositive();
      int counted = 0;
      for (JsonNode lane : messages.path("slices").path("sent")) {
        for (JsonNode slice : lane) {
          counted += slice.asInt();
        }
      }
      assertThat(counted).isEqualTo(page.messages().size());
    }
  }

  @Test
  void of_too_many_operations_and_stable_values_those_around_the_wanted_moment_are_there() {
    RunPage page = Pages.withStableValues(Pages.large(60_000, 5));
    String html = PageWriter.html(page, OptionalDouble.of(40e9));
    assertThat(html.length()).isLessThan(5_000_000);
    JsonNode data = dataOf(html);
    JsonNode operations = data.path("operations");
    assertThat(operations.path("total").asInt()).isEqualTo(60_000);
    assertThat(operations.path("count").asInt()).isEqualTo(40_000);
    assertThat(operations.path("invoked")).hasSize(40_000);
    assertThat(operations.path("index").path(0).asInt()).isEqualTo(20_000);
    assertThat(operations.path("invoked").path(0).asLong()).isEqualTo(20_000_000);
    JsonNode stable = data.path("stable");
    assertThat(stable.path("total").asInt()).isEqualTo(30_000);
    assertThat(stable.path("count").asInt()).isEqualTo(10_000);
    assertThat(stable.path("known").path(0).asLong()).isEqualTo(35_000_000);
    assertThat(stable.path("value").path(0).asString()).isEqualTo("35000");
  }

  @Test
  void how_many_operations_ended_when_is_told_of_all() {
    RunPage page = Pages.large(45_000, 5);
    JsonNode ended =
        dataOf(PageWriter.html(page, OptionalDouble.empty())).path("operations").path("ended");
    assertThat(ended.path("width").asLong()).isEqualTo(1_000_000);
    int counted = 0;
    for (JsonNode slice : ended.path("counts").path(0)) {
      counted += slice.asInt();
    }
    assertThat(counted).isEqualTo(45_000);
    assertThat(ended.path("end").asLong()).isGreaterThan(45_000_000);
  }

  @Test
  void of_too_many_messages_those_around_the_wanted_moment_are_there() {
    JsonNode messages = dataOf(PageWriter.html(LONG, OptionalDouble.of(20e9))).path("messages");
    long first = messages.path("sent").path(0).asLong();
    assertThat(first).isBetween(10_000_000L, 20_000_000L);
    int focus = 0;
    for (long sent = first; sent < 20_000_000; ) {
      sent += messages.path("sent").path(++focus).asLong();
    }
    assertThat(messages.path("text").path(focus).isString()).isTrue();
  }
}
