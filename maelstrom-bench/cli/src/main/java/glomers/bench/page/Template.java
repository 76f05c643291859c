package glomers.bench.page;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in a text that has gaps, written {@code {{name}}}. */
public final class Template {

  private static final Pattern GAP = Pattern.compile("\\{\\{([a-z]+)}}");

  private Template() {}

  /** The text with its gaps filled. What fills them is not looked at for gaps again. */
  static String fill(String template, UnaryOperator<String> values) {
    StringBuilder filled = new StringBuilder();
    Matcher gap = GAP.matcher(template);
    int from = 0;
    while (gap.find()) {
      filled.append(template, from, gap.start()).append(values.apply(gap.group(1)));
      from = gap.end();
    }
    return filled.append(template, from, template.length()).toString();
  }

  /** A text as it may stand anywhere in HTML, between tags or within quotes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
