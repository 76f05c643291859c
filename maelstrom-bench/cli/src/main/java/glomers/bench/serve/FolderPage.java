package glomers.bench.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files of a folder in the store, folders first. */
final class FolderPage {

  private FolderPage() {}

  /**
   * The page.
   *
   * @param title the folder's place in the store
   */
  static String of(String title, Path folder) throws IOException {
    List<Path> children;
    try (Stream<Path> listed = Files.list(folder)) {
      children =
          listed
              .filter(child -> !child.getFileName().toString().startsWith("."))
              .sorted(
                  Comparator.comparing((Path child) -> !Files.isDirectory(child))
                      .thenComparing(child -> child.getFileName().toString()))
              .toList();
    }
    StringBuilder body = new StringBuilder("<p><a href=\"/\">All runs</a></p>\n");
    if (Files.isDirectory(folder.resolve("node-logs"), LinkOption.NOFOLLOW_LINKS)) {
      body.append("<p>This run has no page yet. Make it: <code>maelstrom-bench report ")
          .append(Html.escape("store/" + title))
          .append("</code></p>\n");
    }
    body.append("<div class=\"wide\"><table>\n");
    for (Path child : children) {
      String name = child.getFileName().toString();
      boolean isFolder = Files.isDirectory(child);
      body.append("<tr><td><a href=\"./")
          .append(Html.escape(Html.step(name)))
          .append(isFolder ? "/" : "")
          .append("\">")
          .append(Html.escape(name))
          .append(isFolder ? "/" : "")
          .append("</a></td><td class=\"number\">")
          .append(isFolder ? "" : size(child))
          .append("</td></tr>\n");
    }
    body.append("</table></div>");
    return Html.page(title, body.toString());
  }

  private static String size(Path file) {
    try {
      return String.format(Locale.ROOT, "%,d bytes", Files.size(file));
    } catch (IOException e) {
      return "";
    }
  }
}
