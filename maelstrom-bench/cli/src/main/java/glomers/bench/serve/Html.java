package glomers.bench.serve;

import glomers.bench.page.Template;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What the pages of this server are put together from. They hold no script at all. */
final class Html {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #c9252d; --so-so: #9a6700; }
      @media (prefers-color-scheme: dark) { :root { --good: #4ac26b; --bad: #ff7b72; --so-so: #d4a72c; } }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 1.5rem auto; padding: 0 1rem; }
      h1 { font-size: 1.4rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
      th a { color: inherit; }
      .number { text-align: right; }
      .valid { color: var(--good); }
      .invalid, .broken-off { color: var(--bad); }
      .unknown, .no-results { color: var(--so-so); }
      .verdict { font-weight: 600; }
      """;

  /** Lets a page have its own style, and nothing else whatever. */
  static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private Html() {}

  /** A name as it may stand anywhere in HTML, whatever it is made of. */
  static String escape(String text) {
    StringBuilder harmless = new StringBuilder();
    text.codePoints().forEach(c -> harmless.appendCodePoint(isHarmless(c) ? c : 0xFFFD));
    return Template.escape(harmless.toString());
  }

  /** Neither a control character nor one that turns the direction of what follows. */
  private static boolean isHarmless(int c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
  }

  /** A file's name as one step of an address. */
  static String step(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A whole page; the title is text, the body is HTML. */
  static String page(String title, String body) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>%s</style>
    </head>
    <body>
    <h1>%s</h1>
    %s
    </body>
    </html>
    """
        .formatted(escape(title), STYLE, escape(title), body);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
