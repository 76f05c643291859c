package glomers.txn;

import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import glomers.core.node.Context;
import glomers.core.node.Options;
import glomers.core.node.RetryPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings every write set to every replica, however many messages the network loses, repeats or
 * delays. At most one message goes to each peer in {@code batchPause}: new write sets, and with
 * them the acknowledgement of those that came the other way. When all peers are known to have
 * everything, nothing is sent at all.
 *
 * <p>Write sets that every peer has received are dropped. So memory grows by what the peer furthest
 * behind lacks, for as long as it is away.
 */
final class Replicator {

  /**
   * How to replicate.
   *
   * @param batchPause how long to collect write sets and acknowledgements
   * @param maxWriteSets how many write sets to send in one message at most
   * @param resend how long to wait for an acknowledgement
   */
  record Settings(Duration batchPause, int maxWriteSets, RetryPolicy resend) {

    /** The settings on the command line. */
    static Settings of(Options options) {
      return new Settings(
          options.millis("--batch-millis", 50, 1),
          options.count("--max-write-sets", 1_000, 1),
          RetryPolicy.forever(
              options.millis("--resend-millis", 300, 1),
              options.millis("--max-resend-millis", 400, 1)));
    }
  }

  private final Context context;
  private final Replica replica;
  private final Settings settings;
  private final Map<String, PeerLink> links = new LinkedHashMap<>();
  private boolean awake;

  Replicator(Context context, Replica replica, Settings settings) {
    this.context = context;
    this.replica = replica;
    this.settings = settings;
    for (String peer : context.peers()) {
      links.put(peer, new PeerLink(settings.resend(), context.random()));
    }
    wakeUp();
  }

  /**
   * Sees to it that what is new will be sent. To be called after every step that may have written.
   */
  void wakeUp() {
    VersionVector known = replica.known();
    if (links.isEmpty()) {
      replica.forget(known);
    } else if (!awake && links.values().stream().anyMatch(link -> !link.isSettled(known))) {
      awake = true;
      context.after(settings.batchPause(), this::tick);
    }
  }

  /** Handles what a peer said. */
  void onMessage(String peer, Replication message) {
    PeerLink sender = links.get(peer);
    switch (message) {
      case Replication.Batch batch -> {
        sender.onMessage(batch, batch.answerWanted());
        batch.segments().forEach(this::accept);
      }
      case Replication.State state -> {
        sender.onMessage(state, true);
        replica.merge(state.applied(), state.versions());
        links.values().forEach(link -> link.onCopy(state.applied()));
      }
    }
    wakeUp();
  }

  private void accept(Segment<WriteSet> segment) {
    List<WriteSet> fresh = replica.accept(segment);
    if (!fresh.isEmpty()) {
      var news = new Segment<>(segment.log(), segment.end() - fresh.size(), fresh);
      links.values().forEach(link -> link.onEntriesOfOthers(news));
    }
  }

  private void tick() {
    awake = false;
    links.forEach((peer, link) ->
        link.poll(replica, context.nanoTime(), settings.maxWriteSets())
            .ifPresent(message -> context.send(peer, message)));
    replica.forget(receivedEverywhere());
    wakeUp();
  }

  private VersionVector receivedEverywhere() {
    VersionVector everywhere = replica.known();
    for (PeerLink link : links.values()) {
      everywhere = everywhere.meet(link.acknowledged());
    }
    return everywhere;
  }
}
