package glomers.txn.causal;

import glomers.core.gossip.VersionVector;
import glomers.core.message.WireSize;
import glomers.core.node.Context;
import glomers.core.node.Options;
import glomers.core.node.RetryPolicy;
import glomers.txn.causal.Replication.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings every write set to every node, however many messages the network loses, repeats or delays.
 * One message goes to each peer in {@code batchPause}, or a few if there is much: what is new, and
 * with it the acknowledgement of what came the other way. When all peers are known to have
 * everything, nothing is sent at all.
 *
 * <p>Nothing is kept for a peer that is away: what it lacks is found in the registers when it is
 * back. Parts of large deltas are kept until all have come, or none has come for a while, and of
 * several deltas no more than {@value #MAX_GATHERED_PARTS} parts.
 */
final class Replicator {

  /** Room for parts of large deltas; one that needs more is gathered if it is the only one. */
  private static final int MAX_GATHERED_PARTS = 16;

  /**
   * How to replicate.
   *
   * @param batchPause how long to collect write sets and acknowledgements
   * @param maxMessageBytes how long a message may be; one that holds a single version may be longer
   * @param resend how long to wait for an acknowledgement
   */
  record Settings(Duration batchPause, long maxMessageBytes, RetryPolicy resend) {

    /** The settings on the command line. */
    static Settings of(Options options) {
      return new Settings(
          options.millis("--batch-millis", 50, 1),
          options.count("--max-message-bytes", (int) WireSize.MAX_MESSAGE_BYTES, 1),
          RetryPolicy.forever(
              options.millis("--resend-millis", 300, 1),
              options.millis("--max-resend-millis", 400, 1)));
    }
  }

  private final Context context;
  private final Registers registers;
  private final Settings settings;
  private final Map<String, DeltaExchange> exchanges = new LinkedHashMap<>();
  private final EarlyDeltas early = new EarlyDeltas();
  private boolean awake;

  Replicator(Context context, Registers registers, Settings settings) {
    this.context = context;
    this.registers = registers;
    this.settings = settings;
    for (String peer : context.peers()) {
      exchanges.put(
          peer, new DeltaExchange(context.incarnation(), settings.resend(), context.random()));
    }
    wakeUp();
  }

  /**
   * Sees to it that what is new will be sent. To be called after every step that may have written.
   */
  void wakeUp() {
    VersionVector known = registers.known();
    if (!awake
        && (!early.isEmpty()
            || exchanges.values().stream().anyMatch(exchange -> !exchange.isSettled(known)))) {
      awake = true;
      context.after(settings.batchPause(), this::tick);
    }
  }

  /** What there still is to send, or to get; see {@link glomers.core.node.Node#waitsFor}. */
  Optional<String> waitsFor() {
    if (!early.isEmpty()) {
      return Optional.of("what has to come before a delta that has come");
    }
    VersionVector known = registers.known();
    List<String> unsettled = new ArrayList<>();
    exchanges.forEach((peer, exchange) -> {
      if (!exchange.isSettled(known)) {
        unsettled.add(peer);
      }
    });
    return unsettled.isEmpty()
        ? Optional.empty()
        : Optional.of("acknowledgements, or the rest of a delta, from " + unsettled);
  }

  /** Handles what a peer said. */
  void onMessage(String peer, Replication message) {
    DeltaExchange sender = exchanges.get(peer);
    sender.onMessage(message);
    message.part().ifPresent(part -> onPart(sender, message, part));
    wakeUp();
  }

  private void onPart(DeltaExchange sender, Replication message, Part part) {
    long nowNanos = context.nanoTime();
    Optional<Delta> whole = sender.assembler().gather(message, part, roomFor(sender), nowNanos);
    whole.ifPresent(delta -> {
      if (merge(delta)) {
        Optional<Delta> next = early.takeReady(registers.known());
        while (next.isPresent()) {
          merge(next.get());
          next = early.takeReady(registers.known());
        }
      } else if (part.count() == 1) {
        early.add(delta, nowNanos);
      }
    });
  }

  private boolean merge(Delta delta) {
    VersionVector before = registers.known();
    boolean merged = registers.merge(delta);
    if (merged) {
      exchanges.values().forEach(exchange -> exchange.knowledge().news(before, delta.known()));
    }
    return merged;
  }

  private int roomFor(DeltaExchange sender) {
    int others =
        exchanges.values().stream()
            .filter(exchange -> exchange != sender)
            .mapToInt(exchange -> exchange.assembler().partCount())
            .sum();
    return others == 0 ? Integer.MAX_VALUE : MAX_GATHERED_PARTS - others;
  }

  private void tick() {
    awake = false;
    early.expire(context.nanoTime());
    exchanges.forEach((peer, exchange) ->
        exchange
            .poll(registers, context.nanoTime(), settings.maxMessageBytes())
            .forEach(message -> context.send(peer, message)));
    wakeUp();
  }
}
