package glomers.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import glomers.bench.serve.StoreServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page as people see it: in a real browser. */
@Timeout(120)
@Order(2)
final class PageInBrowserTest {

  private static final String HOSTILE =
      "</script><img src=x onerror=\"document.title='broken in'\">";

  @TempDir static Path directory;

  private static Browser browser;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    var program = Browser.installed();
    assumeTrue(
        program.isPresent(),
        "Skipped: no Chromium on the PATH to open the page in. On Debian: apt-get install chromium");
    browser =
        new Browser(program.orElseThrow(), Files.createDirectory(directory.resolve("profile")));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static void open(RunPage page) throws IOException, InterruptedException {
    browser.open(PageWriter.write(page, directory));
  }

  private static JsonNode evaluate(String expression) {
    return browser.evaluate(expression);
  }

  private static void onDesktop() {
    browser.emulate(1280, 900, false, false);
  }

  /** How many pixels of a canvas are not transparent. */
  private static int paintedPixels(String canvas) {
    return evaluate(
            """
            (() => {
              const canvas = document.querySelector("%s");
              const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
              let painted = 0;
              for (let i = 3; i < data.length; i += 4) painted += data[i] > 0 ? 1 : 0;
              return painted;
            })()\
            """
                .formatted(canvas))
        .asInt();
  }

  @Test
  void it_shows_verdict_figures_plots_diagram_anomalies_and_logs_without_a_complaint()
      throws IOException, InterruptedException {
    onDesktop();
    open(Pages.withTextEverywhere("hello"));
    assertThat(browser.complaints()).isEmpty();
    assertThat(evaluate("document.getElementById('sentence').innerText").asString())
        .isEqualTo("Invalid: hello");
    assertThat(evaluate("document.getElementById('figures-table').innerText").asString())
        .contains("Messages per operation", "1.50", "below 1", "missed");
    assertThat(evaluate("document.querySelector('.command code').innerText").asString())
        .isEqualTo("maelstrom-bench test hello");
    assertThat(evaluate("document.getElementById('anomalies').innerText").asString())
        .contains("lost-update", "× 4", "T0", "T1", "Why each has to come before the next");
    assertThat(evaluate("document.querySelectorAll('svg.cycle rect').length").asInt()).isEqualTo(2);
    assertThat(evaluate("document.querySelectorAll('svg.cycle .edge').length").asInt())
        .isEqualTo(2);
    assertThat(evaluate("document.getElementById('nodes').textContent").asString())
        .contains("Log of n0: 1 line", "hello");
    assertThat(paintedPixels(".plot.latency canvas")).isGreaterThan(1_000);
    assertThat(paintedPixels(".plot.rate canvas")).isGreaterThan(1_000);
    assertThat(paintedPixels(".diagram canvas")).isGreaterThan(1_000);
  }

  @Test
  void each_anomaly_has_its_story_beside_a_drawing_in_which_every_arrow_has_its_words()
      throws IOException, InterruptedException {
    onDesktop();
    open(Pages.withTextEverywhere("hello"));
    assertThat(browser.complaints()).isEmpty();
    assertThat(evaluate("document.querySelectorAll('.story').length").asInt()).isEqualTo(1);
    assertThat(evaluate("document.querySelectorAll('.story .lines li').length").asInt())
        .isEqualTo(5);
    assertThat(evaluate("document.querySelector('.story .lines li').innerText").asString())
        .contains("0.000 s", "c0 → n0", "hello");
    assertThat(evaluate("document.querySelectorAll('.sequence svg > g').length").asInt())
        .isEqualTo(5);
    assertThat(
            evaluate(
                    "[...document.querySelectorAll('.sequence g')].every(g => g.querySelector('.label'))")
                .asBoolean())
        .isTrue();
    assertThat(
            evaluate("document.querySelector('.story .told').getBoundingClientRect().right")
                .asDouble())
        .isLessThanOrEqualTo(
            evaluate("document.querySelector('.story .sequence').getBoundingClientRect().left")
                .asDouble());
  }

  @Test
  void a_history_without_an_order_is_drawn_as_lanes_up_to_the_operation_that_finds_no_room()
      throws IOException, InterruptedException {
    onDesktop();
    open(Pages.refused(3_000));
    assertThat(browser.complaints()).isEmpty();
    assertThat(Files.size(directory.resolve(PageWriter.NAME))).isLessThan(5_000_000);
    assertThat(evaluate("document.querySelector('.nolinear p').innerText").asString())
        .startsWith("2,999 operations could be put into an order");
    assertThat(evaluate("document.querySelectorAll('.lanes .placed').length").asInt())
        .isEqualTo(60);
    assertThat(evaluate("document.querySelector('.lanes .unplaced text').textContent").asString())
        .isEqualTo("read → -1");
    assertThat(
            evaluate(
                    """
                    (() => {
                      const bar = document.querySelector('.lanes .unplaced').getBoundingClientRect();
                      const view = document.querySelector('.lanes .scroller').getBoundingClientRect();
                      return bar.left >= view.left && bar.right <= view.right;
                    })()\
                    """)
                .asBoolean())
        .as("it is in view")
        .isTrue();
    evaluate("document.querySelector('.nolinear button').click()");
    assertThat(evaluate("document.querySelectorAll('.lanes .placed').length").asInt())
        .isEqualTo(2_999);
  }

  @Test
  void pointing_at_a_line_shows_its_arrow_and_the_other_way_round()
      throws IOException, InterruptedException {
    onDesktop();
    open(Pages.withTextEverywhere("hello"));
    pointAt("document.querySelectorAll('.story .lines li')[3]");
    assertThat(evaluate(pointed(".sequence svg > g")).asInt()).isEqualTo(3);
    assertThat(evaluate("theDiagram.run.messages.id[theDiagram.hovered]").asInt()).isEqualTo(1);
    pointAt("document.querySelectorAll('.sequence svg > g')[1].querySelector('.label')");
    assertThat(evaluate(pointed(".story .lines li")).asInt()).isEqualTo(1);
    assertThat(evaluate("theDiagram.run.messages.id[theDiagram.hovered]").asInt()).isZero();
    evaluate("theDiagram.hover(1, { x: 0, y: 0 })");
    assertThat(evaluate(pointed(".story .lines li")).asInt()).isEqualTo(3);
    assertThat(evaluate(pointed(".sequence svg > g")).asInt()).isEqualTo(3);
  }

  private static void pointAt(String element) {
    JsonNode place =
        evaluate(
            "(() => { const e = %s; e.scrollIntoView({ block: 'center' });".formatted(element)
                + " const r = e.getBoundingClientRect();"
                + " return [r.x + r.width / 2, r.y + r.height / 2]; })()");
    browser.mouse(place.get(0).asDouble(), place.get(1).asDouble(), false);
  }

  private static String pointed(String elements) {
    return "[...document.querySelectorAll('%s')].findIndex(e => e.classList.contains('pointed'))"
        .formatted(elements);
  }

  @Test
  void on_a_phone_the_drawing_stands_below_the_story_and_fits_the_screen()
      throws IOException, InterruptedException {
    browser.emulate(390, 800, true, true);
    open(Pages.withTextEverywhere("hello"));
    assertThat(
            evaluate("document.querySelector('.story .told').getBoundingClientRect().bottom")
                .asDouble())
        .isLessThanOrEqualTo(
            evaluate("document.querySelector('.story .sequence').getBoundingClientRect().top")
                .asDouble());
    assertThat(
            evaluate("document.querySelector('.sequence svg').getBoundingClientRect().right")
                .asDouble())
        .isLessThanOrEqualTo(390);
    assertThat(evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(390);
  }

  @Test
  void a_shrunk_run_says_what_was_taken_away_and_leads_to_the_whole_one()
      throws IOException, InterruptedException {
    onDesktop();
    open(Pages.withTextEverywhere("1 of 214 operations is needed."));
    assertThat(evaluate("document.getElementById('origin').innerText").asString())
        .contains("Shrunk from the whole run", "1 of 214 operations is needed.");
    assertThat(evaluate("document.querySelector('#origin a').getAttribute('href')").asString())
        .isEqualTo("../whole/index.html");
  }

  @Test
  void it_needs_nothing_but_its_one_file() throws IOException, InterruptedException {
    onDesktop();
    open(Pages.withTextEverywhere("hello"));
    assertThat(browser.requests())
        .allSatisfy(url -> assertThat(url).matches("file:.*/index\\.html|data:,"));
  }

  @Test
  void it_works_in_the_sandbox_in_which_the_list_of_runs_serves_it()
      throws IOException, InterruptedException {
    onDesktop();
    Path store = Files.createDirectories(directory.resolve("store"));
    Path run = Files.createDirectories(store.resolve("broadcast/20261121T101112.131"));
    PageWriter.write(Pages.withTextEverywhere("hello"), run);
    try (StoreServer server = StoreServer.start(store, 0)) {
      browser.open(URI.create(server.address() + "broadcast/" + run.getFileName() + "/"));
      assertThat(browser.complaints()).isEmpty();
      assertThat(paintedPixels(".plot.latency canvas")).isGreaterThan(1_000);
      assertThat(paintedPixels(".diagram canvas")).isGreaterThan(1_000);
    }
  }

  @Test
  void hostile_texts_are_shown_and_do_nothing() throws IOException, InterruptedException {
    onDesktop();
    open(Pages.withTextEverywhere(HOSTILE));
    evaluate("document.querySelectorAll('details').forEach((box) => (box.open = true))");
    evaluate("document.querySelector('.panel button:last-child').click()");
    assertThat(browser.complaints()).isEmpty();
    assertThat(evaluate("document.querySelectorAll('img').length").asInt()).isZero();
    assertThat(evaluate("document.title").asString()).isEqualTo(HOSTILE);
    for (String place : new String[] {"#sentence", "#anomalies", ".log", ".panel", "#repeat"}) {
      assertThat(evaluate("document.querySelector('" + place + "').textContent").asString())
          .as(place)
          .contains(HOSTILE.substring(0, 30)); // the panel shows JSON, where quotes are escaped
    }
  }

  @Test
  void pointing_at_an_arrow_and_tapping_it_shows_the_message()
      throws IOException, InterruptedException {
    onDesktop();
    open(Pages.withTextEverywhere("hello"));
    evaluate("document.querySelector('.diagram').scrollIntoView()");
    JsonNode middle = evaluate(MIDDLE_OF_FIRST_ARROW);
    browser.mouse(middle.path("x").asDouble(), middle.path("y").asDouble(), false);
    assertThat(evaluate("document.querySelector('.tip').innerText").asString())
        .contains("hello: n0 → n1", "arrived after 2.00 ms", "\"value\":\"hello\"");
    browser.mouse(middle.path("x").asDouble(), middle.path("y").asDouble(), true);
    assertThat(evaluate("document.querySelector('.panel').innerText").asString())
        .contains("hello: n0 → n1", "\"value\":\"hello\"");
  }

  @Test
  void fingers_tap_an_arrow_and_spread_the_diagram() throws IOException, InterruptedException {
    browser.emulate(390, 844, true, false);
    open(Pages.withTextEverywhere("hello"));
    evaluate("document.querySelector('.diagram').scrollIntoView()");
    JsonNode middle = evaluate(MIDDLE_OF_FIRST_ARROW);
    double x = middle.path("x").asDouble();
    double y = middle.path("y").asDouble();
    browser.touch(new double[][] {{x, y}}, new double[][] {{x, y}});
    assertThat(evaluate("document.querySelector('.panel').innerText").asString())
        .contains("hello: n0 → n1", "\"value\":\"hello\"");
    double before = evaluate("theDiagram.to - theDiagram.from").asDouble();
    browser.touch(new double[][] {{180, y}, {220, y}}, new double[][] {{120, y}, {280, y}});
    assertThat(evaluate("theDiagram.to - theDiagram.from").asDouble()).isLessThan(before / 2);
  }

  /** The page's own geometry tells where an arrow is. */
  private static final String MIDDLE_OF_FIRST_ARROW =
      """
      (() => {
        const box = document.querySelector(".diagram canvas").getBoundingClientRect();
        const { x1, y1, x2, y2 } = theDiagram.view.arrow(0);
        return { x: box.x + (x1 + x2) / 2, y: box.y + (y1 + y2) / 2 };
      })()\
      """;

  @Test
  void the_keyboard_alone_moves_zooms_and_steps_through_messages()
      throws IOException, InterruptedException {
    onDesktop();
    open(Pages.withTextEverywhere("hello"));
    evaluate("document.querySelector('.diagram').focus()");
    double before = evaluate("theDiagram.to - theDiagram.from").asDouble();
    browser.key("+");
    assertThat(evaluate("theDiagram.to - theDiagram.from").asDouble()).isLessThan(before);
    browser.key("n");
    String first = evaluate("document.querySelector('.panel').innerText").asString();
    browser.key("n");
    assertThat(first).contains("hello: ");
    assertThat(evaluate("document.querySelector('.panel').innerText").asString())
        .contains("hello: ")
        .isNotEqualTo(first);
  }

  @Test
  void searching_finds_messages_by_what_they_hold() throws IOException, InterruptedException {
    onDesktop();
    open(Pages.large(2_000, 5));
    evaluate(
        "(() => { const box = document.querySelector('input[type=search]');"
            + " box.value = '\"value\":1234}'; box.dispatchEvent(new Event('input')); })()");
    assertThat(evaluate("document.querySelector('.search').innerText").asString())
        .contains("4 messages");
    evaluate("document.querySelector('.panel button:last-child').click()");
    assertThat(evaluate("document.querySelector('.panel').innerText").asString())
        .contains("\"value\":1234}");
  }

  @Test
  void on_a_phone_nothing_makes_it_scroll_sideways_in_the_light_or_in_the_dark()
      throws IOException, InterruptedException {
    for (boolean isDark : new boolean[] {false, true}) {
      browser.emulate(390, 844, true, isDark);
      open(Pages.withTextEverywhere("a-long-word-without-any-break".repeat(8)));
      evaluate("document.querySelectorAll('details').forEach((box) => (box.open = true))");
      assertThat(browser.complaints()).isEmpty();
      assertThat(evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(390);
      assertThat(evaluate("getComputedStyle(document.body).backgroundColor").asString())
          .isEqualTo(isDark ? "rgb(20, 24, 29)" : "rgb(255, 255, 255)");
    }
  }

  @Test
  void a_large_run_opens_in_under_two_seconds() throws IOException, InterruptedException {
    onDesktop();
    open(Pages.large(3_000, 25)); // once for the browser to get warm
    for (RunPage page : new RunPage[] {Pages.large(3_000, 25), Pages.large(30_000, 5)}) {
      open(page);
      System.out.printf(
          "a page of %,d operations and %,d messages: %,d bytes, drawn after %.0f ms%n",
          page.operations().size(),
          page.messages().size(),
          Files.size(directory.resolve(PageWriter.NAME)),
          browser.drawnMillis());
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.drawnMillis()).isLessThan(2_000);
      evaluate("theDiagram.moveTo(theDiagram.start, theDiagram.end - theDiagram.start)");
      assertThat(evaluate("document.querySelector('.status').innerText").asString())
          .contains("too many for arrows");
    }
  }

  @Test
  void of_too_many_operations_it_says_which_it_holds_and_counts_the_rest()
      throws IOException, InterruptedException {
    onDesktop();
    open(Pages.withStableValues(Pages.large(50_000, 5)));
    assertThat(browser.complaints()).isEmpty();
    assertThat(evaluate("document.querySelector('#operations .notes').innerText").asString())
        .contains(
            "Of 50,000 operations this page holds 40,000 one by one, from 0.000 s to 39.999 s")
        .contains("Of 25,000 stable values it holds 10,000, from 0.000 s to 19.998 s")
        .contains("--around SECONDS");
    double last =
        evaluate(
                "Chart.getChart(document.querySelector('.plot.rate canvas')).data.datasets[0].data")
            .path(45)
            .path("y")
            .asDouble();
    assertThat(last).isEqualTo(1_000);
  }

  @Test
  void ordinary_text_is_easy_to_read_against_its_ground() throws IOException, InterruptedException {
    for (boolean isDark : new boolean[] {false, true}) {
      browser.emulate(1280, 900, false, isDark);
      open(Pages.withTextEverywhere("hello"));
      JsonNode faint = evaluate(CONTRASTS_BELOW_4_5);
      assertThat(faint).as("contrast below 4.5, dark: " + isDark).isEmpty();
    }
  }

  /** WCAG's contrast ratio of each of the page's text colours on each of its grounds. */
  private static final String CONTRASTS_BELOW_4_5 =
      """
      (() => {
        const luminance = (hex) => {
          const part = (at) => {
            const c = parseInt(hex.slice(at, at + 2), 16) / 255;
            return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
          };
          return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
        };
        const ratio = (a, b) => {
          const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
          return (high + 0.05) / (low + 0.05);
        };
        const texts = ["text", "quiet", "accent", "ok", "failed", "unknown"];
        const grounds = ["surface", "raised"];
        const faint = [];
        for (const text of texts) for (const ground of grounds) {
          const found = ratio(themeColor(text), themeColor(ground));
          if (found < 4.5) faint.push(`${text} on ${ground}: ${found.toFixed(2)}`);
        }
        return faint;
      })()\
      """;
}
