package glomers.bench.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import glomers.broadcast.BroadcastProgram;
import glomers.core.node.NodeProgram;
import glomers.core.runtime.NodeHost;
import glomers.counter.CounterProgram;
import glomers.echo.EchoProgram;
import glomers.kafka.KafkaProgram;
import glomers.txn.TxnProgram;
import glomers.uniqueids.UniqueIdsProgram;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which static fields keep the incarnations of nodes from sharing their classes. */
final class LoadedProgramTest {

  private static final String PROGRAM =
      """
      import glomers.core.message.*;
      import glomers.core.message.EchoVerbs.*;
      import glomers.core.message.EchoVerbs.Request;
      import glomers.core.node.*;
      import java.time.Duration;
      import java.util.*;
      import java.util.concurrent.TimeUnit;
      import java.util.concurrent.atomic.*;
      import java.util.function.*;

      public final class Program implements NodeProgram<Request, PeerMessage> {
        %s
        enum Color { RED, GREEN }
        enum Shape { ROUND { @Override int corners() { return 0; } }; abstract int corners(); }
        record Point(int x, Duration y, Optional<String> name) {}
        record Bag(List<String> things) {}
        record Row(int[] cells) {}
        sealed interface Tree {}
        record Leaf(String text) implements Tree {}
        record Fork(Tree left, Tree right) implements Tree {}
        static class Open { final int x = 1; }

        public static void main(String[] commandLine) {
          glomers.core.runtime.Nodes.run(commandLine, new Program());
        }
        public Class<Request> requestType() { return Request.class; }
        public Class<PeerMessage> peerMessageType() { return PeerMessage.class; }
        public Node<Request, PeerMessage> create(Context context, Options options) {
          return request -> {
            switch (Color.RED) { case RED -> {} case GREEN -> {} }
            switch (TimeUnit.DAYS) { case DAYS -> {} default -> {} }
          };
        }
      }
      """;

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** It has opened the class path once for all that is compiled. */
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, null, null);

  @TempDir Path directory;

  @AfterAll
  static void close() throws IOException {
    FILES.close();
  }

  private LoadedProgram load(String field) throws IOException, ReflectiveOperationException {
    Path source = Files.writeString(directory.resolve("Program.java"), PROGRAM.formatted(field));
    var messages = new StringWriter();
    FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(directory));
    List<String> options = List.of("-proc:none");
    assertThat(
            COMPILER
                .getTask(messages, FILES, null, options, null, FILES.getJavaFileObjects(source))
                .call())
        .as(messages.toString())
        .isTrue();
    return LoadedProgram.load(directory, "Program", List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "static final int MAX = 3;",
        "static final long STARTED = System.nanoTime();",
        "static final String NAME = \"x\" + System.getProperty(\"a.b\");",
        "static final Duration ROUND = Duration.ofMillis(250);",
        "static final Integer COUNT = Integer.valueOf(7);",
        "static final TimeUnit UNIT = TimeUnit.DAYS;",
        "static final Color FIRST = Color.RED;",
        "static final Shape FIRST = Shape.ROUND;",
        "static final Point ORIGIN = new Point(0, Duration.ZERO, Optional.empty());",
        "static final Tree TREE = new Fork(new Leaf(\"a\"), new Leaf(\"b\"));",
        "static final Object LOCK = new Object();",
        "static final Open OPEN = new Open();",
        "static final Optional<String> NOBODY = Optional.empty();",
        "static final List<String> NONE = List.of();",
        "static final List<String> NAMES = List.of(\"a\", \"b\");",
        "static final Set<Color> MANY = Set.of(Color.RED, Color.GREEN);",
        "static final List<Integer> LONG = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);",
        "static final Map<String, Duration> WAITS = Map.of(\"a\", Duration.ofSeconds(1));",
        "static final Comparator<String> ORDER = Comparator.comparing(String::length);",
        "static final Supplier<String> FRESH = () -> new String(\"x\");",
        "static final System.Logger LOGGER = System.getLogger(\"x\");",
        "static final glomers.core.node.Options NO = null;",
      })
  void what_cannot_change_is_shared(String field) throws Exception {
    LoadedProgram program = load(field);
    assertThat(program.changingField()).isEmpty();
    assertThat(program.newProgram())
        .isNotSameAs(program.newProgram())
        .hasSameClassAs(program.newProgram());
    assertThat(program.withFreshClasses().newProgram().getClass())
        .isNotSameAs(program.newProgram().getClass());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "static int it;",
        "static final int[] it = {1};",
        "static final String[] it = {};",
        "static final List<String> it = new ArrayList<>();",
        "static final List<String> it = Arrays.asList(\"a\");",
        "static final List<String> it = List.copyOf(new ArrayList<>());",
        "static final List<int[]> it = List.of(new int[1]);",
        "static final List<String[]> it = List.of(new String[1], new String[1]);",
        "static final Map<String, String> it = new HashMap<>();",
        "static final Map<String, List<String>> it = Map.of(\"a\", new ArrayList<>());",
        "static final Object it = new int[1];",
        "static final Object it = new Object[1];",
        "static final StringBuilder it = new StringBuilder();",
        "static final AtomicInteger it = new AtomicInteger();",
        "static final ThreadLocal<String> it = new ThreadLocal<>();",
        "static final Random it = new Random(1);",
        "enum Tally { ONE; int count; } static final Tally it = Tally.ONE;",
        "static final Bag it = new Bag(new ArrayList<>());",
        "static final Row it = new Row(new int[1]);",
        "static final Open it = open(); static Open open() { return new Open(); }",
        "static final Optional<int[]> it = Optional.of(new int[1]);",
        "static final int[] cells = {1}; static final Supplier<int[]> it = () -> cells;",
        "static final Supplier<Integer> it = counting(new int[1]);"
            + " static Supplier<Integer> counting(int[] count) { return () -> count[0]++; }",
        "static class Inner { static long it; }",
        "interface Constants { List<String> it = new ArrayList<>(); }",
      })
  void what_can_change_or_may_is_named_and_every_incarnation_has_its_own(String field)
      throws Exception {
    LoadedProgram program = load(field);
    assertThat(program.changingField()).isPresent();
    assertThat(program.changingField().get().sentence())
        .containsPattern("(it|cells|Tally.ONE) is static, and it is (not final|an array|of type )");
    assertThat(program.newProgram().getClass()).isNotSameAs(program.newProgram().getClass());
  }

  /** Has what the bench has, and no challenge's classes, which are on the tests' class path. */
  private static final class WithoutChallenges extends ClassLoader {
    WithoutChallenges() {
      super(NodeProgram.class.getClassLoader());
    }

    @Override
    public URL getResource(String name) {
      return name.startsWith("glomers/") && !name.startsWith("glomers/core/")
          ? null
          : super.getResource(name);
    }
  }

  static Stream<Path> ownChallenges() {
    return Stream.of(
            EchoProgram.class,
            UniqueIdsProgram.class,
            BroadcastProgram.class,
            CounterProgram.class,
            KafkaProgram.class,
            TxnProgram.class)
        .map(LoadedProgramTest::placeOf);
  }

  private static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("ownChallenges")
  void the_challenges_of_this_repository_share_their_classes(Path classes) throws IOException {
    OwnClasses own = OwnClasses.read(classes, new WithoutChallenges());
    assertThat(own.bytesByName()).isNotEmpty();
    assertThat(StaticState.changing(own)).isEmpty();
  }

  @Test
  void with_another_command_line_a_program_has_the_same_classes() throws Exception {
    LoadedProgram best =
        LoadedProgram.load(
            placeOf(BroadcastProgram.class), BroadcastProgram.class.getName(), List.of());
    LoadedProgram flood = best.with(List.of("--step", "flood"));

    assertThat(flood.newProgram().requestType()).isSameAs(best.newProgram().requestType());
    assertThat(flood.newProgram().peerMessageType())
        .isNotSameAs(best.newProgram().peerMessageType());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> best.with(List.of("--step", "nonsense")))
        .withMessageContaining("there is no step 'nonsense'");
  }

  /**
   * Core is the bench's own, and so every node shares it. Some of its constants cannot be seen not
   * to change, and don't: a counter's methods leave it as it is, which is tested where it is at
   * home; promises keep unmodifiable copies of what they are given; how a type of message is
   * written follows from the type alone, and so do the bytes of a key's name; and nobody writes
   * into the letters of a word.
   */
  @Test
  void core_keeps_nothing_that_changes_in_static_fields() throws IOException {
    ClassLoader withoutCore =
        new ClassLoader(NodeHost.class.getClassLoader()) {
          @Override
          public URL getResource(String name) {
            return name.startsWith("glomers/core/") ? null : super.getResource(name);
          }
        };
    OwnClasses core = OwnClasses.read(placeOf(NodeHost.class), withoutCore);
    assertThat(core.bytesByName()).containsKey(NodeHost.class.getName());
    assertThat(StaticState.changing(core))
        .extracting(field -> field.className() + "." + field.name())
        .containsExactlyInAnyOrder(
            "GCounter.ZERO",
            "Promises.DEFAULTS",
            "BodyCodecs.BY_BODY",
            "MessageCodec.SRC",
            "MessageCodec.DEST",
            "MessageCodec.BODY",
            "MessageCodec.TYPE",
            "MessageCodec.MSG_ID",
            "MessageCodec.IN_REPLY_TO",
            "MessageCodec.Jackson.DATABIND",
            "VerbFinder.TYPE");
  }
}
