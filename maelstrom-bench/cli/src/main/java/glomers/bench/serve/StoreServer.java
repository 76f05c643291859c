package glomers.bench.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Serves a store of runs to browsers on this machine, and to nobody else: it listens on the
 * loopback interface alone, and answers only to that interface's names, so that no page from
 * elsewhere can read it under a name of its own (DNS rebinding). It changes nothing.
 *
 * <p>What lies in the store is not trusted. No script of it runs, but for those of a run's own
 * page, and these in a sandbox: they belong to no site, and can load nothing.
 */
public final class StoreServer implements AutoCloseable {

  private static final String PAGE = "index.html";
  private static final Pattern OWN_NAMES =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

  /** For a run's page, which is one file with all that it needs. */
  private static final String POLICY_OF_PAGES =
      "sandbox allow-scripts allow-popups allow-downloads; default-src 'none';"
          + " script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:;"
          + " font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** For everything else: Maelstrom's pages and pictures have styles, and no use for scripts. */
  private static final String POLICY_OF_FILES =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private static final String TEXT = "text/plain; charset=utf-8";

  /** By the end of a file's name. Whatever is not here is downloaded rather than shown. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("json", "application/json"),
          Map.entry("jsonl", TEXT),
          Map.entry("edn", TEXT),
          Map.entry("txt", TEXT),
          Map.entry("log", TEXT));

  private final HttpServer server;
  private final ExecutorService executor;
  private final StorePaths paths;
  private final StoreIndex index;

  private StoreServer(HttpServer server, StorePaths paths) {
    this.server = server;
    this.paths = paths;
    this.index = new StoreIndex(paths.root());
    this.executor = Executors.newVirtualThreadPerTaskExecutor();
  }

  /**
   * Starts to serve.
   *
   * @param store the folder with the runs
   * @param port where to listen; any that is free if 0
   * @throws java.net.BindException if the port cannot be had
   * @throws IOException if there is no such folder
   */
  public static StoreServer start(Path store, int port) throws IOException {
    StorePaths paths = new StorePaths(store);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    StoreServer server = new StoreServer(HttpServer.create(address, 0), paths);
    server.server.createContext("/", server::handle);
    server.server.setExecutor(server.executor);
    server.server.start();
    return server;
  }

  /** Where a browser finds it. */
  public String address() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = exchange.getRequestHeaders().getFirst("Host");
      String method = exchange.getRequestMethod();
      if (host == null || !OWN_NAMES.matcher(host).matches()) {
        sendProblem(exchange, 421, "This server is called localhost");
      } else if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        sendProblem(exchange, 405, "Here one can only read");
      } else {
        answer(exchange);
      }
    } catch (RuntimeException e) {
      throw new IOException("cannot answer " + exchange.getRequestURI(), e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (path.equals("/")) {
      answerList(exchange);
      return;
    }
    Optional<Path> found = paths.resolve(path);
    if (found.isEmpty()) {
      sendProblem(exchange, 404, "There is no such file in the store");
    } else if (Files.isDirectory(found.get())) {
      answerFolder(exchange, path, found.get());
    } else if (isRunPage(found.get())) {
      // At its folder's address it may have scripts; at its own it would be dead.
      redirect(exchange, found.get().getParent());
    } else if (Files.isRegularFile(found.get())) {
      sendFile(exchange, found.get(), POLICY_OF_FILES);
    } else {
      sendProblem(exchange, 404, "There is no such file in the store");
    }
  }

  /** Whether it is what its folder's address shows; that of the store itself shows the list. */
  private boolean isRunPage(Path file) {
    return file.getFileName().toString().equals(PAGE)
        && Files.isRegularFile(file)
        && !file.getParent().equals(paths.root());
  }

  private void answerList(HttpExchange exchange) throws IOException {
    SortOrder order = SortOrder.parse(exchange.getRequestURI().getRawQuery());
    List<StoredRun> runs;
    try {
      runs = index.runs();
    } catch (IOException e) {
      sendProblem(exchange, 500, "The store cannot be read: is the folder still there?");
      return;
    }
    sendPage(exchange, 200, RunListPage.of(runs, order));
  }

  private void answerFolder(HttpExchange exchange, String path, Path folder) throws IOException {
    String inStore = paths.root().relativize(folder).toString();
    if (!path.endsWith("/") || path.contains("//")) {
      // Relative links on the page need the slash; two of them would begin another site's address.
      redirect(exchange, folder);
      return;
    }
    // Only a run's own page, and not one that is a link to something else, may have scripts.
    Path page = folder.resolve(PAGE);
    if (Files.isRegularFile(page, LinkOption.NOFOLLOW_LINKS)) {
      sendFile(exchange, page, POLICY_OF_PAGES);
    } else {
      sendPage(exchange, 200, FolderPage.of(inStore, folder));
    }
  }

  private void redirect(HttpExchange exchange, Path folder) throws IOException {
    StringBuilder place = new StringBuilder("/");
    if (!folder.equals(paths.root())) {
      paths
          .root()
          .relativize(folder)
          .forEach(step -> place.append(Html.step(step.toString())).append('/'));
    }
    exchange.getResponseHeaders().set("Location", place.toString());
    sendProblem(exchange, 301, "It has moved");
  }

  private void sendProblem(HttpExchange exchange, int status, String sentence) throws IOException {
    sendPage(exchange, status, Html.page(sentence, "<p><a href=\"/\">All runs</a></p>"));
  }

  private void sendPage(HttpExchange exchange, int status, String html) throws IOException {
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    setHeaders(exchange, "text/html; charset=utf-8", Html.POLICY);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void sendFile(HttpExchange exchange, Path file, String policy) throws IOException {
    String name = file.getFileName().toString();
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    try (InputStream in = Files.newInputStream(file)) {
      setHeaders(exchange, type == null ? "application/octet-stream" : type, policy);
      if (type == null) {
        exchange.getResponseHeaders().set("Content-Disposition", "attachment");
      }
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      // In pieces: a log may grow while it is sent.
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        in.transferTo(out);
      }
    }
  }

  private static void setHeaders(HttpExchange exchange, String type, String policy) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cache-Control", "no-cache");
  }
}
