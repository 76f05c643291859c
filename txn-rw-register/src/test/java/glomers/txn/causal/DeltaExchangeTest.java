package glomers.txn.causal;

import static glomers.txn.Txns.json;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.gossip.VersionVector;
import glomers.core.node.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whom a node believes, when a peer has died and messages come late. */
class DeltaExchangeTest {

  private static final VersionVector NOTHING = new VersionVector();

  private final Registers registers = new Registers("n0@1", new HybridClock(() -> 1_000));
  private final DeltaExchange exchange =
      new DeltaExchange(
          "n0@1",
          RetryPolicy.forever(Duration.ofMillis(300), Duration.ofMillis(400)),
          new SplittableRandom(1));
  private final List<Replication> sent = new ArrayList<>();
  private long nowNanos;

  private void pass(Duration time) {
    long end = nowNanos + time.toNanos();
    for (; nowNanos < end; nowNanos += Duration.ofMillis(50).toNanos()) {
      sent.addAll(exchange.poll(registers, nowNanos, 1 << 20));
    }
  }

  private Replication lastSent() {
    return sent.getLast();
  }

  private void hear(String incarnation, long number, long heard, VersionVector known) {
    exchange.onMessage(
        new Replication(
            new MessageId(incarnation, number),
            heard == 0 ? Optional.empty() : Optional.of(new MessageId("n0@1", heard)),
            known,
            false,
            Optional.empty(),
            Optional.empty()));
  }

  private void hearAnswer(String incarnation, VersionVector known) {
    hear(incarnation, 100 + lastSent().id().number(), lastSent().id().number(), known);
  }

  private void write() {
    registers.write(List.of(new Write(json("'x'"), json("1"))));
  }

  private static VersionVector entries(long count) {
    return new VersionVector(Map.of("n0@1", count));
  }

  @Test
  void a_peer_that_has_everything_and_has_answered_hears_nothing_more() {
    write();
    pass(Duration.ofMillis(100));
    hearAnswer("n1@a", entries(1));

    assertThat(exchange.isSettled(registers.known())).isTrue();
  }

  @Test
  void a_former_incarnation_that_was_never_heard_before_does_not_take_its_successors_place() {
    write();
    pass(Duration.ofMillis(100));
    hearAnswer("n1@b", NOTHING);
    hear("n1@a", 7, 0, entries(1));

    assertThat(exchange.isSettled(registers.known())).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(lastSent().part()).isPresent();
    assertThat(lastSent().part().get().base()).isEqualTo(NOTHING);

    hearAnswer("n1@b", entries(1));
    assertThat(exchange.isSettled(registers.known())).isTrue();
  }

  @Test
  void a_former_incarnation_that_has_heard_more_is_believed_only_until_its_successor_answers() {
    pass(Duration.ofMillis(100));
    long greeting = lastSent().id().number();
    pass(Duration.ofSeconds(1));
    long laterGreeting = lastSent().id().number();
    write();
    hear("n1@b", 1, greeting, NOTHING); // the first greeting came late, after a's death
    hear("n1@a", 7, laterGreeting, entries(1));
    assertThat(exchange.isSettled(registers.known())).as("nobody has answered since").isFalse();

    pass(Duration.ofSeconds(1));
    assertThat(lastSent().answerWanted()).isTrue();
    hearAnswer("n1@b", NOTHING);
    pass(Duration.ofMillis(100));
    assertThat(lastSent().part()).isPresent();
    hearAnswer("n1@b", entries(1));
    assertThat(exchange.isSettled(registers.known())).isTrue();
  }

  @Test
  void a_peer_that_has_restarted_is_asked_and_then_gets_everything_again() {
    write();
    pass(Duration.ofMillis(100));
    hearAnswer("n1@a", entries(1));
    hear("n1@b", 1, 0, NOTHING);
    pass(Duration.ofMillis(500));
    assertThat(lastSent().answerWanted()).isTrue();
    hearAnswer("n1@b", NOTHING);
    pass(Duration.ofMillis(100));

    assertThat(lastSent().part()).isPresent();
    assertThat(lastSent().part().get().versions()).hasSize(1);
  }
}
