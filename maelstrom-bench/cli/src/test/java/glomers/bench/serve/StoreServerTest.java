package glomers.bench.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class StoreServerTest {

  private static final String VALID =
      """
      {"valid":true,"verdict":"valid","net":{"servers":{"msgs-per-op":1.5}},
       "performance":{"latency-millis":{"0.5":1.25,"1":40}},"availability":{"ok-fraction":1},
       "workload":{"stable-latencies":{"0.5":204,"1":376}},"options":{"nodes":["n0","n1"]}}
      """;
  private static final String CRASHED = "{\"valid\":false,\"verdict\":\"crashed\"}";
  private static final String MAELSTROMS =
      "{:net {:servers {:msgs-per-op 2.5}}, :availability {:ok-fraction 0.5}, :valid? false}";

  @TempDir Path directory;

  private Path store;
  private StoreServer server;
  private HttpClient client;

  @BeforeEach
  void start() throws IOException {
    store = Files.createDirectories(directory.resolve("store"));
    Files.writeString(directory.resolve("secret.txt"), "secret");
    server = StoreServer.start(store, 0);
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private Path run(String name, String file, String content) throws IOException {
    Path folder = Files.createDirectories(store.resolve(name));
    Files.writeString(folder.resolve(file), content);
    return folder;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.address()).resolve(path)).build(),
        BodyHandlers.ofString());
  }

  /** Sends a request as it stands, which a decent client would put right first. */
  private String raw(String path, String host) throws IOException {
    int port = URI.create(server.address()).getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The workloads in the order of the page. */
  private List<String> order(String query) throws IOException, InterruptedException {
    return Pattern.compile("<tr><td>([^<]*)</td>")
        .matcher(get("/" + query).body())
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private void makeThreeRuns() throws IOException {
    run("broadcast/20261121T010000.000", "results.json", VALID);
    run("echo/20261121T020000.000", "results.json", CRASHED);
    Path maelstroms = run("kafka/20261120T030000.000Z", "results.edn", MAELSTROMS);
    Files.createDirectories(maelstroms.resolve("node-logs"));
    for (String node : List.of("n0", "n1", "n2")) {
      Files.writeString(maelstroms.resolve("node-logs").resolve(node + ".log"), "");
    }
    Files.createSymbolicLink(store.resolve("latest"), Path.of("echo/20261121T020000.000"));
    Files.createSymbolicLink(store.resolve("echo/latest"), Path.of("20261121T020000.000"));
  }

  @Test
  void it_lists_our_runs_and_maelstroms_and_no_run_twice() throws Exception {
    makeThreeRuns();
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("3 runs")
        .containsPattern("broadcast</td>.*2026-11-21 01:00:00.*>valid<.*>2<.*>1.50<.*>1.3<.*>40.0<")
        .containsPattern("echo</td>.*>broken off<")
        .containsPattern("kafka</td>.*>invalid<.*>3<.*>2.50<.*>50.00")
        .contains("href=\"/broadcast/20261121T010000.000/\"");
  }

  @Test
  void it_sorts_by_any_column_in_both_directions_and_shows_the_newest_first_by_default()
      throws Exception {
    makeThreeRuns();

    assertThat(order("")).containsExactly("echo", "broadcast", "kafka");
    assertThat(order("?sort=workload")).containsExactly("broadcast", "echo", "kafka");
    assertThat(order("?sort=workload&order=desc")).containsExactly("kafka", "echo", "broadcast");
    assertThat(order("?sort=verdict")).containsExactly("broadcast", "kafka", "echo");
    assertThat(order("?sort=nodes&order=desc")).containsExactly("kafka", "broadcast", "echo");
    assertThat(order("?sort=messages")).containsExactly("echo", "broadcast", "kafka");
    assertThat(order("?sort=nonsense")).containsExactly("echo", "broadcast", "kafka");
    assertThat(get("/?sort=workload").body())
        .contains("href=\"/?sort=workload&amp;order=desc\"", "aria-sort=\"ascending\"");
  }

  @Test
  void an_empty_store_says_what_to_do_and_a_run_that_comes_later_is_seen() throws Exception {
    assertThat(get("/").body()).contains("There is no run in the store yet", "make mnb");
    run("echo/20261121T020000.000", "node.txt", "");
    assertThat(get("/").body()).contains("no results");
    run("echo/20261121T020000.000", "results.json", VALID);
    assertThat(get("/").body()).contains(">valid<");
  }

  @Test
  void a_run_is_shown_by_its_page_and_without_one_by_its_files() throws Exception {
    Path folder = run("echo/20261121T020000.000", "history.jsonl", "{}");
    Files.createDirectories(folder.resolve("node-logs"));
    Files.writeString(folder.resolve("node-logs/n0.log"), "hello");

    assertThat(get("/echo/20261121T020000.000").headers().firstValue("Location"))
        .hasValue("/echo/20261121T020000.000/");
    assertThat(get("/echo/20261121T020000.000/").body())
        .contains("href=\"./history.jsonl\"", "href=\"./node-logs/\"")
        .contains("maelstrom-bench report store/echo/20261121T020000.000");
    assertThat(get("/echo/20261121T020000.000/node-logs/n0.log").body()).isEqualTo("hello");

    Files.writeString(folder.resolve("index.html"), "<script>draw()</script>");
    HttpResponse<String> page = get("/echo/20261121T020000.000/");
    assertThat(page.body()).isEqualTo("<script>draw()</script>");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox allow-scripts")
        .contains("default-src 'none'")
        .doesNotContain("allow-same-origin");
    HttpResponse<String> byName = get("/echo/20261121T020000.000/index.html");
    assertThat(byName.statusCode()).isEqualTo(301);
    assertThat(byName.headers().firstValue("Location")).hasValue("/echo/20261121T020000.000/");
  }

  @Test
  void a_page_of_the_store_itself_is_no_runs_page() throws Exception {
    Files.writeString(store.resolve("index.html"), "<script>draw()</script>");

    HttpResponse<String> page = get("/index.html");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .doesNotContain("script");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/echo/../../secret.txt",
        "/echo/..%5c..%5csecret.txt",
        "/..%c0%afsecret.txt",
        "/%252e%252e/secret.txt",
        "//../secret.txt",
        "/./../secret.txt",
        "/link.txt",
        "/folder/secret.txt",
        "/folder/",
        "/echo/20261121T020000.000/%00",
        "/echo/20261121T020000.000/.hidden",
        "/%zz",
      })
  void nothing_outside_of_the_store_can_be_had(String path) throws IOException {
    run("echo/20261121T020000.000", ".hidden", "secret");
    Files.createSymbolicLink(store.resolve("link.txt"), directory.resolve("secret.txt"));
    Files.createSymbolicLink(store.resolve("folder"), directory);

    String answer = raw(path, "localhost");
    assertThat(answer).matches(Pattern.compile("HTTP/1.1 40[04] .*", Pattern.DOTALL));
    assertThat(answer).doesNotContain("secret\n").doesNotEndWith("secret");
  }

  @Test
  void a_page_of_a_run_that_is_a_link_out_of_the_store_is_not_followed() throws Exception {
    Path folder = run("echo/20261121T020000.000", "history.jsonl", "{}");
    Files.createSymbolicLink(folder.resolve("index.html"), directory.resolve("secret.txt"));

    assertThat(get("/echo/20261121T020000.000/").body()).doesNotContain(">secret<", "\nsecret");
    assertThat(get("/echo/20261121T020000.000/index.html").statusCode()).isEqualTo(404);
  }

  @Test
  void hostile_names_are_text_and_their_links_lead_where_they_should() throws Exception {
    String name = "<img src=x onerror=alert(1)>\"'&%2f?#";
    run(name + "/" + name, "results.json", VALID);
    Files.writeString(store.resolve(name).resolve(name).resolve("<script>.txt"), "inert");
    String page = get("/").body();

    assertThat(page).contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;%2f?#");
    assertThat(page).doesNotContain("<img", "<script");
    String link =
        Pattern.compile("<td><a href=\"([^\"]*)\"")
            .matcher(page)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    String folder = get(link).body();
    assertThat(folder).contains("&lt;script&gt;.txt").doesNotContain("<img", "<script>");
    assertThat(get(link + "%3Cscript%3E.txt").body()).isEqualTo("inert");
  }

  @Test
  void hostile_contents_are_inert() throws Exception {
    String script = "<script>alert(1)</script>";
    Path folder = run("echo/20261121T020000.000", "n0.log", script);
    for (String name : List.of("page.html", "picture.svg", "data.json", "thing.bin", "none")) {
      Files.writeString(folder.resolve(name), script);
    }
    String at = "/echo/20261121T020000.000/";

    assertThat(type(at + "n0.log")).isEqualTo("text/plain; charset=utf-8");
    assertThat(type(at + "data.json")).isEqualTo("application/json");
    assertThat(type(at + "thing.bin")).isEqualTo("application/octet-stream");
    assertThat(type(at + "none")).isEqualTo("application/octet-stream");
    assertThat(get(at + "none").headers().firstValue("Content-Disposition")).hasValue("attachment");
    for (String name : List.of("", "n0.log", "page.html", "picture.svg", "data.json", "none")) {
      var headers = get(at + name).headers();
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'")
          .doesNotContain("script");
    }
    assertThat(get("/").headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(get("/nothing").headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  private String type(String path) throws IOException, InterruptedException {
    return get(path).headers().firstValue("Content-Type").orElseThrow();
  }

  @Test
  void it_answers_to_its_own_names_alone() throws IOException {
    assertThat(raw("/", "localhost:8080")).startsWith("HTTP/1.1 200");
    assertThat(raw("/", "127.0.0.1")).startsWith("HTTP/1.1 200");
    assertThat(raw("/", "evil.example")).startsWith("HTTP/1.1 421");
    assertThat(raw("/", "localhost.evil.example")).startsWith("HTTP/1.1 421");
  }

  @Test
  void it_only_reads() throws Exception {
    Path folder = run("echo/20261121T020000.000", "results.json", VALID);
    for (String method : List.of("PUT", "DELETE", "POST")) {
      var request =
          HttpRequest.newBuilder(
                  URI.create(server.address() + "echo/20261121T020000.000/results.json"))
              .method(method, BodyPublishers.ofString("{}"))
              .build();
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }
    assertThat(Files.readString(folder.resolve("results.json"))).isEqualTo(VALID);
  }

  @Test
  void a_head_request_has_the_headers_alone() throws Exception {
    run("echo/20261121T020000.000", "n0.log", "hello");
    for (String path : List.of("", "echo/20261121T020000.000/n0.log")) {
      var request = HttpRequest.newBuilder(URI.create(server.address() + path)).HEAD().build();
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEmpty();
    }
  }

  @Test
  void it_listens_on_the_loopback_interface_alone() throws Exception {
    int port = URI.create(server.address()).getPort();
    for (var network :
        java.util.Collections.list(java.net.NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : java.util.Collections.list(network.getInetAddresses())) {
        if (!address.isLoopbackAddress()) {
          assertThatThrownBy(
                  () -> {
                    try (Socket socket = new Socket()) {
                      socket.connect(new InetSocketAddress(address, port), 2_000);
                    }
                  })
              .isInstanceOf(IOException.class);
        }
      }
    }
  }

  @Test
  void a_port_that_is_taken_cannot_be_had_twice() {
    int port = URI.create(server.address()).getPort();
    assertThatThrownBy(() -> StoreServer.start(store, port)).isInstanceOf(BindException.class);
  }
}
