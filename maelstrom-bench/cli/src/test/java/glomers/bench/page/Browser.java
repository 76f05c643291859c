package glomers.bench.page;

import glomers.bench.json.Json;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Chromium without a window, driven through its own DevTools protocol: all that it takes is the
 * browser and a WebSocket, which Java has.
 */
final class Browser implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final long TIMEOUT_SECONDS = 30;

  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private String session = "";
  private int sent;

  /** Where one is installed, if there is one on the PATH. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one.
   *
   * @param profile an empty folder for what it keeps
   */
  Browser(Path program, Path profile) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox", // CI runs as root
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("browser.log").toFile())
            .start();
    List<String> address = address(profile.resolve("DevToolsActivePort"));
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + address.get(0) + address.get(1)), new Listener())
            .join();
    String target =
        send("Target.createTarget", Map.of("url", "about:blank")).path("targetId").asString();
    session =
        send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asString();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", Map.of());
    }
  }

  /** The browser writes its port and its path there as soon as it listens. */
  private List<String> address(Path file) throws IOException, InterruptedException {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (System.nanoTime() < endNanos && process.isAlive()) {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() >= 2) {
          return lines;
        }
      }
      Thread.sleep(20);
    }
    close();
    throw new IOException("the browser did not start; see browser.log in " + file.getParent());
  }

  JsonNode send(String method, Map<String, ?> parameters) {
    ObjectNode command = Json.object();
    int id = ++sent;
    command.put("id", id);
    command.put("method", method);
    if (!session.isEmpty()) {
      command.put("sessionId", session);
    }
    command.set("params", Json.parse(Json.bytes(parameters)));
    CompletableFuture<JsonNode> reply = new CompletableFuture<>();
    waiting.put(id, reply);
    socket.sendText(command.toString(), true).join();
    JsonNode answer = reply.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    if (answer.has("error")) {
      throw new IllegalStateException(method + ": " + answer.path("error"));
    }
    return answer.path("result");
  }

  /** Makes it look like a screen of the given kind; to be called before a page is opened. */
  void emulate(int width, int height, boolean isPhone, boolean isDark) {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            width,
            "height",
            height,
            "deviceScaleFactor",
            isPhone ? 2 : 1,
            "mobile",
            isPhone));
    send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
    send("Emulation.setTouchEmulationEnabled", Map.of("enabled", isPhone));
  }

  /** Opens a page and waits until it is loaded and its scripts have drawn. */
  void open(Path file) throws InterruptedException {
    open(file.toUri());
  }

  /** Opens a page and waits until it is loaded and its scripts have drawn. */
  void open(URI address) throws InterruptedException {
    complaints.clear();
    requests.clear();
    loaded = new CompletableFuture<>();
    send("Page.navigate", Map.of("url", address.toString()));
    loaded.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    for (int i = 0; i < 100 && evaluate(DRAWN).isNull(); i++) {
      Thread.sleep(20);
    }
  }

  private static final String DRAWN = "document.documentElement.dataset.drawnMillis ?? null";

  /** When all was drawn, in milliseconds since the page was asked for. */
  double drawnMillis() {
    return Double.parseDouble(evaluate(DRAWN).asString());
  }

  /** What an expression of JavaScript comes to on the page. */
  JsonNode evaluate(String expression) {
    JsonNode result =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
    }
    JsonNode value = result.path("result").path("value");
    return value.isMissingNode() ? Json.nothing() : value;
  }

  /** Moves the mouse, and clicks if so wanted; coordinates are the window's. */
  void mouse(double x, double y, boolean isClick) {
    send("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
    if (isClick) {
      for (String type : List.of("mousePressed", "mouseReleased")) {
        send(
            "Input.dispatchMouseEvent",
            Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
      }
    }
  }

  /**
   * Puts fingers on the screen, moves them, and lifts them.
   *
   * @param from where each finger is put, as x and y in the window
   * @param to where each has moved when it is lifted
   */
  void touch(double[][] from, double[][] to) {
    send("Input.dispatchTouchEvent", Map.of("type", "touchStart", "touchPoints", points(from)));
    send("Input.dispatchTouchEvent", Map.of("type", "touchMove", "touchPoints", points(to)));
    send("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
  }

  private static List<Map<String, Object>> points(double[][] fingers) {
    List<Map<String, Object>> points = new ArrayList<>();
    for (double[] finger : fingers) {
      points.add(Map.of("x", finger[0], "y", finger[1], "id", points.size()));
    }
    return points;
  }

  /** Presses a key that types a character. */
  void key(String character) {
    for (String type : List.of("keyDown", "keyUp")) {
      send("Input.dispatchKeyEvent", Map.of("type", type, "key", character, "text", character));
    }
  }

  /** A picture of the whole page, as PNG. */
  byte[] screenshot() {
    return Base64.getDecoder()
        .decode(
            send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
                .path("data")
                .asString());
  }

  /** Errors and warnings on the console since the page was opened, breaches of its policy too. */
  List<String> complaints() {
    return new ArrayList<>(complaints);
  }

  /** What the page asked of any network or disk since it was opened, itself included. */
  List<String> requests() {
    return new ArrayList<>(requests);
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void received(JsonNode message) {
    JsonNode parameters = message.path("params");
    switch (message.path("method").asString("")) {
      case "" -> {
        CompletableFuture<JsonNode> reply = waiting.remove(message.path("id").asInt());
        if (reply != null) {
          reply.complete(message);
        }
      }
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Runtime.exceptionThrown" ->
          complaints.add(parameters.path("exceptionDetails").toString());
      case "Runtime.consoleAPICalled" -> complaints.add(parameters.toString());
      case "Log.entryAdded" -> complaints.add(parameters.path("entry").toString());
      case "Network.requestWillBeSent" ->
          requests.add(parameters.path("request").path("url").asString());
      default -> {}
    }
  }

  /** Puts the parts of messages together. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean isLast) {
      text.append(data);
      if (isLast) {
        JsonNode message = Json.parse(text.toString());
        text.setLength(0);
        received(message);
      }
      webSocket.request(1);
      return null;
    }
  }
}
