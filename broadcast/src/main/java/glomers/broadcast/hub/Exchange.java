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
import tools.jackson.databind.JsonNode;

/**
 * What this node and one peer have said of each other's knowledge.
 *
 * <p>Two that talk all the time compare no vectors, which have a number for each node. Each says
 * which version of the other it has come to, and tells what is new since the one that the other has
 * come to.
 *
 * <p>All of it is between one incarnation of the one and one of the other. A node that was
 * restarted is a stranger, and strangers show each other their vectors: from these each knows what
 * to tell, and from then on versions do.
 */
final class Exchange {

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

  /** How many entries of a log the peer is known to have beyond the confirmed version. */
  private final Map<String, Long> beyond = new HashMap<>();

  /** How many incarnations of the peer have been met. */
  private int meetings;

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
  boolean hear(Progress progress, List<Segment<JsonNode>> news) {
    if (!progress.from().equals(incarnation)) {
      meet(progress.from());
    }
    boolean learned = knowledge.learn(news);
    note(progress.vector());
    news.forEach(segment -> isThere(segment.log(), segment.end()));

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
    meetings++;
    beyond.clear();
  }

  private void note(Optional<VersionVector> vector) {
    vector.ifPresent(counts -> counts.counts().forEach(this::isThere));
  }

  private void isThere(String log, long count) {
    beyond.merge(log, count, Math::max);
  }

  /** Whether the peer is known to have the entry of a place beyond the confirmed version. */
  boolean isThere(Place place) {
    return beyond.getOrDefault(place.log(), 0L) > place.index();
  }

  private void confirm(int version) {
    while (confirmed < Math.min(version, knowledge.version())) {
      Place place = knowledge.placeAfter(confirmed++);
      beyond.computeIfPresent(
          place.log(), (log, count) -> count > place.index() + 1 ? count : null);
    }
  }

  /** Whether the peer has said that it knows something that this node still lacks. */
  boolean hasMore() {
    return reached < announced;
  }

  /** The version of this node's to which the peer says that it has come. */
  int confirmed() {
    return confirmed;
  }

  /** How many incarnations of the peer have been met: what was told to one, no other has. */
  int meetings() {
    return meetings;
  }

  /**
   * Tells what is new since the given version, as far as it fits into a message. One that was never
   * heard is shown all that there is; what it lacks it will say.
   */
  Statement tellSince(int version) {
    if (incarnation.isEmpty()) {
      return tellNothing(version);
    }
    News<JsonNode> news = knowledge.newsSince(version, this::isThere);
    return statement(version, news.version(), news.segments());
  }

  /**
   * Says only how far this node has come.
   *
   * @param version to which the peer has come, as it seems
   */
  Statement tellNothing(int version) {
    int settled = isIntroduced ? version : knowledge.version();
    return statement(settled, settled, List.of());
  }

  private Statement statement(int since, int version, List<Segment<JsonNode>> news) {
    var vector = isIntroduced ? Optional.<VersionVector>empty() : Optional.of(knowledge.vector());
    return new Statement(
        new Progress(knowledge.incarnation(), incarnation, since, version, reached, vector),
        news,
        !news.isEmpty() || vector.isPresent() && version > 0);
  }
}
