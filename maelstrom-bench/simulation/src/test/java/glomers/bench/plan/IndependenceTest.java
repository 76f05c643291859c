package glomers.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.bench.engine.Chance;
import glomers.bench.engine.Decisions;
import glomers.bench.engine.Decisions.Kind;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.network.MessageJournal;
import glomers.bench.network.TracedMessage;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProgramSource;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Adversity;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.run.RunResult;
import glomers.bench.run.Simulation;
import glomers.bench.workload.Workloads;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.UniqueIdsVerbs.GenerateOk;
import glomers.core.message.UniqueIdsVerbs.Request;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Taking a decision away leaves all others as they were, as long as the nodes say the same. */
final class IndependenceTest {

  private static final long MAX_QUEUE_NANOS = 250_000_000;
  private static final long END_NANOS = 2_900_000_000L;

  /** Something to say. */
  @JsonTypeName("word")
  private record Word(long number) implements PeerMessage {}

  /** Says the same to all others again and again, whatever it hears. */
  private static final NodeProgram<Request, Word> CHATTERBOX =
      NodeProgram.of(
          Request.class,
          Word.class,
          context ->
              new Node<Request, Word>() {
                private long count;

                {
                  context.after(Duration.ofMillis(50), this::talk);
                }

                private void talk() {
                  long number = count++;
                  context.members().stream()
                      .filter(member -> !member.equals(context.self()))
                      .forEach(member -> context.send(member, new Word(number)));
                  context.after(Duration.ofMillis(50), this::talk);
                }

                @Override
                public void onRequest(Message<Request> request) {
                  context.reply(request, new GenerateOk(context.self() + count));
                }

                @Override
                public void onPeerMessage(Message<Word> message) {}
              });

  private static TestOptions options(long seed) {
    return TestOptions.defaults("unique-ids", 4)
        .withLoad(new Load(4, 3, 20, 1))
        .withAdversity(
            new Adversity(
                new Latency(10, Latency.Distribution.EXPONENTIAL),
                new LinkFaults(0.1, 0.1, 0.1),
                Set.of(),
                1,
                OptionalInt.empty()))
        .withSeed(seed);
  }

  private static List<TracedMessage> messages(Plan plan) {
    MessageJournal journal = new MessageJournal();
    RunResult run =
        Simulation.replay(
            plan,
            Workloads.create(plan.options()).orElseThrow(),
            ProgramSource.of(CHATTERBOX),
            node -> LogSink.NONE,
            journal);
    return journal.messages(run.beganNanos());
  }

  /** What became of each message, by its link and its number there; copies by themselves. */
  private static Map<String, TracedMessage> byName(List<TracedMessage> messages) {
    Map<String, Integer> sentByLink = new TreeMap<>();
    Map<String, TracedMessage> named = new TreeMap<>();
    for (TracedMessage message : messages) {
      String link = message.src() + ">" + message.dest();
      int number =
          message.isCopy() ? sentByLink.get(link) - 1 : sentByLink.merge(link, 1, Integer::sum) - 1;
      named.put(link + "#" + number + (message.isCopy() ? " copy" : ""), message);
    }
    return named;
  }

  @Test
  void a_decision_that_is_taken_away_leaves_the_fates_of_all_other_messages() {
    for (long seed = 1; seed <= 10; seed++) {
      Plan plan = Simulation.record(options(seed), ProgramSource.of(CHATTERBOX), List.of());
      List<DecisionName> names =
          plan.decisions().keySet().stream()
              .filter(name -> isOfMessages(name.kind()) && isBetweenNodes(name.subject()))
              .toList();
      Map<String, TracedMessage> before = byName(messages(plan));
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < 10; i++) {
        DecisionName taken = names.get(random.nextInt(names.size()));
        Map<String, TracedMessage> after = byName(messages(plan.without(List.of(taken))));
        String own = taken.subject() + "#" + taken.number();
        assertThat(others(after, own).keySet()).isEqualTo(others(before, own).keySet());
        others(before, own)
            .forEach((name, message) -> {
              TracedMessage then = after.get(name);
              assertThat(then.fate()).as(name).isEqualTo(message.fate());
              assertThat(then.json()).isEqualTo(message.json());
              // What arrives, or does no longer, holds up or makes room for what is behind it.
              assertThat(Math.abs(then.endNanos() - message.endNanos()))
                  .as("%s when %s is taken away", name, taken)
                  .isLessThan(MAX_QUEUE_NANOS);
            });
      }
    }
  }

  @Test
  void what_chance_decides_depends_on_the_names_alone_and_not_on_the_order_of_asking() {
    Decisions.Draw draw = random -> random.nextLong() ^ random.nextLong();
    Map<DecisionName, Long> inOrder = new LinkedHashMap<>();
    Decisions first = Decisions.drawnFrom(new Chance(7));
    for (String subject : List.of("n0>n1", "n1>n0", "n0/1")) {
      Decisions.Subject asked = first.about(subject);
      for (Kind kind : Kind.values()) {
        for (long number = 0; number < 50; number++) {
          for (int copy = 0; copy < 2; copy++) {
            inOrder.put(
                new DecisionName(kind, subject, number, copy),
                asked.decide(kind, number, copy, 0, draw));
          }
        }
      }
    }
    assertThat(Set.copyOf(inOrder.values())).as("no two share a source").hasSize(inOrder.size());
    List<DecisionName> some = new ArrayList<>(inOrder.keySet());
    Collections.shuffle(some, new Random(1));
    Decisions second = Decisions.drawnFrom(new Chance(7));
    Map<String, Decisions.Subject> subjects = new TreeMap<>();
    for (DecisionName name : some.subList(0, some.size() / 2)) {
      long value =
          subjects
              .computeIfAbsent(name.subject(), second::about)
              .decide(name.kind(), name.number(), name.copy(), 0, draw);
      assertThat(value).isEqualTo(inOrder.get(name));
    }
  }

  private static boolean isOfMessages(Kind kind) {
    return switch (kind) {
      case LOSS, COPY, HOLD, LATENCY -> true;
      default -> false;
    };
  }

  private static boolean isBetweenNodes(String subject) {
    return subject.matches("n[0-9]>n[0-9]");
  }

  /** All other messages between nodes that had come to something when the clients were done. */
  private static Map<String, TracedMessage> others(Map<String, TracedMessage> all, String own) {
    return all.entrySet().stream()
        .filter(entry -> !entry.getValue().involvesClient())
        .filter(entry -> !entry.getKey().equals(own) && !entry.getKey().equals(own + " copy"))
        .filter(entry -> entry.getValue().sentNanos() < END_NANOS)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
