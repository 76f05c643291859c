package glomers.bench.page;

import glomers.bench.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Writes a run's page: one file of HTML with all its scripts, styles and data in it.
 *
 * <p>Whatever nodes have said is in the data, a block of JSON without a single {@code <}, which the
 * scripts turn into text and never into markup. A content security policy names the very scripts
 * and styles that are the page's own, by their hashes, and forbids all else.
 */
public final class PageWriter {

  /** The page's name in a run's folder. */
  public static final String NAME = "index.html";

  /** Plots: Chart.js, from its WebJar; its version stands in the pom, too. */
  private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/";

  private static final List<String> SCRIPTS =
      List.of(
          "elements.js",
          "data.js",
          "summary.js",
          "plots.js",
          "diagram-view.js",
          "diagram.js",
          "cycle.js",
          "lanes.js",
          "story.js",
          "anomalies.js",
          "nodes.js",
          "main.js");

  private PageWriter() {}

  /** Writes the page into a run's folder, instead of the one that is there. */
  public static Path write(RunPage page, Path folder) throws IOException {
    return write(page, OptionalDouble.empty(), folder);
  }

  /**
   * Writes the page into a run's folder, instead of the one that is there.
   *
   * @param focusNanos around which moment is shown what there is too much of
   */
  public static Path write(RunPage page, OptionalDouble focusNanos, Path folder)
      throws IOException {
    Path unfinished = folder.resolve("." + NAME + ".unfinished");
    Files.writeString(unfinished, html(page, focusNanos), StandardCharsets.UTF_8);
    return Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
  }

  /** The page as a text. */
  static String html(RunPage page, OptionalDouble focusNanos) {
    String style = own("page.css");
    String charts = resource(CHARTS + "dist/chart.umd.min.js");
    StringBuilder scripts = new StringBuilder();
    StringBuilder hashes = new StringBuilder(hash(charts));
    appendScript(scripts, charts);
    for (String name : SCRIPTS) {
      String script = own(name);
      hashes.append(' ').append(hash(script));
      appendScript(scripts, script);
    }
    String policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src "
            + hash(style)
            + "; script-src "
            + hashes;
    String data =
        new String(Json.bytes(PageData.of(page, focusNanos)), StandardCharsets.UTF_8)
            .replace("<", "\\u003c");
    return Template.fill(
        own("page.html"),
        name ->
            switch (name) {
              case "policy" -> policy;
              case "title" -> Template.escape(page.title());
              case "sentence" -> Template.escape(page.conclusion().sentence());
              case "style" -> style;
              case "licence" -> Template.escape(resource(CHARTS + "LICENSE.md"));
              case "data" -> data;
              case "scripts" -> scripts.toString();
              default -> throw new IllegalStateException("page.html asks for " + name);
            });
  }

  private static void appendScript(StringBuilder scripts, String script) {
    scripts.append("<script>").append(script).append("</script>\n");
  }

  private static String own(String name) {
    return resource("/glomers/bench/page/" + name);
  }

  private static String resource(String path) {
    try (InputStream in = PageWriter.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
