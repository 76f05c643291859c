package glomers.broadcast.hub;

import glomers.broadcast.hub.HubMessage.Progress;
import glomers.core.gossip.OriginLogs.News;
import glomers.core.gossip.OriginLogs.Place;
import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * What this node and one peer have told each other, and so what to tell it next.
 *
 * <p>Two that talk all the time compare no vectors, which have a number for each node. Each says
 * which version of the other it has come to, and tells what is new since the one that it takes the
 * other to have come to. So nothing is sent twice for want of an acknowledgement, only for a loss:
 * once the peer has got the latest message, what it says it has come to is all that has arrived.
 *
 * <p>All of it is between one incarnation of the one and one of the other. A node that was
 * restarted is a stranger, and strangers show each other their vectors: from these each knows what
 * to tell, and from then on versions do.
 */
final class Exchange {

  private static final long NEVER = Long.MIN_VALUE;

  private final Knowledge knowledge;

  /** The peer's incarnation; empty until it has been heard. */
  private String incarnation = "";

  /** Whether the peer has heard of this node's incarnation. */
  private boolean isIntroduced;

  /** The version of the peer's to which this node has come, and the one that it was told of. */
  private int reached;

  private int announced;

  /** The version of this node's to which the peer says that it has come. */
  private int confirmed;

  /** The same if all that was sent has arrived. */
  private int assumed;

  /** The same as far as it was told news. */
  private int told;

  /** Between the assumed version and this one there is nothing that the peer lacks. */
  private int checked;

  /** How many entries of a log the peer is known to have beyond the confirmed version. */
  private final Map<String, Long> beyond = new HashMap<>();

  private long latestToldNanos = NEVER;

  Exchange(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /**
   * What to say to the peer of the two's knowledge.
   *
   * @param tellsSomething whether the peer should come to know something by it
   */
  record Statement(Progress progress, List<Segment<JsonNode>> news, boolean tellsSomething) {}

  /** Takes what the peer has said. Returns whether anything in it was new to this node. */
  boolean hear(HubMessage message) {
    Progress progress = message.progress();
    if (!progress.from().equals(incarnation)) {
      meet(progress.from());
    }
    boolean learned = knowledge.learn(message.news());
    note(progress.vector());
    message.news().forEach(segment -> isThere(segment.log(), segment.end()));

    // To a former incarnation of this node, or to none: it says nothing of what this one has.
    boolean isForMe = progress.to().equals(knowledge.incarnation());
    boolean isForAnyone = progress.to().isEmpty();
    announced = Math.max(announced, progress.version());
    boolean isSequel = progress.since() <= reached && (isForMe || isForAnyone);
    boolean isCovered =
        progress.vector().isPresent() && knowledge.covers(progress.vector().orElseThrow());
    if (isSequel || isCovered) {
      reached = Math.max(reached, progress.version());
    }
    if (isForMe) {
      isIntroduced = true;
      confirm(progress.reached());
    }
    return learned;
  }

  private void meet(String stranger) {
    incarnation = stranger;
    isIntroduced = false;
    reached = 0;
    announced = 0;
    confirmed = 0;
    assumed = 0;
    told = 0;
    checked = 0;
    beyond.clear();
    latestToldNanos = NEVER;
  }

  private void note(Optional<VersionVector> vector) {
    vector.ifPresent(counts -> counts.counts().forEach(this::isThere));
  }

  private void isThere(String log, long count) {
    beyond.merge(log, count, Math::max);
  }

  private boolean isThere(Place place) {
    return beyond.getOrDefault(place.log(), 0L) > place.index();
  }

  private void confirm(int version) {
    while (confirmed < Math.min(version, knowledge.version())) {
      Place place = knowledge.placeAfter(confirmed++);
      beyond.computeIfPresent(
          place.log(), (log, count) -> count > place.index() + 1 ? count : null);
    }
    assumed = Math.max(assumed, confirmed);
    checked = Math.max(checked, assumed);
    told = Math.max(told, confirmed);
  }

  /** Whether this node knows something that the peer lacks. */
  boolean lacksSomething() {
    while (checked < knowledge.version() && isThere(knowledge.placeAfter(checked))) {
      checked++;
    }
    return checked < knowledge.version();
  }

  /** Whether the peer has said that it knows something that this node still lacks. */
  boolean hasMore() {
    return reached < announced;
  }

  /** Whether the peer has said that it has got all that it was told. */
  boolean isConfirmed() {
    return confirmed >= told;
  }

  /**
   * Whether nothing that was told is on its way any more.
   *
   * @param echoNanos when the latest message was sent that the peer says it has got
   */
  boolean hasArrived(OptionalLong echoNanos) {
    return latestToldNanos == NEVER || echoNanos.orElse(NEVER) >= latestToldNanos;
  }

  /** When the peer was last told something. */
  long latestToldNanos() {
    return latestToldNanos;
  }

  /** Nothing is on its way: the peer has what it said that it has, and no more. */
  void takeRestForLost() {
    assumed = confirmed;
    checked = confirmed;
    told = confirmed;
  }

  /** Tells what the peer lacks, as far as it fits into a message, and that will have arrived. */
  Statement tell(long nowNanos) {
    Statement statement = tellAnyhow();
    assumed = statement.progress().version();
    checked = Math.max(checked, assumed);
    if (statement.tellsSomething()) {
      told = assumed;
      latestToldNanos = nowNanos;
    }
    return statement;
  }

  /** The same, but it may well be lost. */
  Statement tellAnyhow() {
    if (incarnation.isEmpty()) {
      return tellNothing(); // it is shown all that there is; what it lacks it will say
    }
    News<JsonNode> news = knowledge.newsSince(assumed, this::isThere);
    return statement(assumed, news.version(), news.segments());
  }

  /** Says only how far this node has come. */
  Statement tellNothing() {
    int version = isIntroduced ? assumed : knowledge.version();
    return statement(version, version, List.of());
  }

  private Statement statement(int since, int version, List<Segment<JsonNode>> news) {
    var vector = isIntroduced ? Optional.<VersionVector>empty() : Optional.of(knowledge.vector());
    return new Statement(
        new Progress(knowledge.incarnation(), incarnation, since, version, reached, vector),
        news,
        !news.isEmpty() || vector.isPresent() && version > 0);
  }
}
