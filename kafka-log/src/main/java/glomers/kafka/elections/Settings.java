package glomers.kafka.elections;

import glomers.core.log.Append;
import glomers.core.node.Options;
import glomers.core.node.Tunable;
import java.time.Duration;
import java.util.List;

/**
 * A node's tunables.
 *
 * @param linger how far apart two messages to one peer are at least, after Kafka's {@code
 *     linger.ms}: what becomes ready in between travels together
 * @param heartbeat after how much silence a leader assures its followers that it lives
 * @param electionTimeout how long a follower at least waits for a leader's sign of life before it
 *     stands for election; each wait is drawn from one to two times this
 * @param maxPollRecords how many messages an answer to a poll holds at most
 */
public record Settings(
    Duration linger, Duration heartbeat, Duration electionTimeout, int maxPollRecords) {

  /** How often a node looks at its clock. */
  public static final Duration TICK = Duration.ofMillis(50);

  /** After what time an append that a leader has not taken up is forwarded again. */
  public static final Duration FORWARD_RETRY = Duration.ofMillis(300);

  /** As much longer it takes for each so many bytes that are on their way. */
  public static final long FORWARD_RETRY_BYTES = 1 << 18;

  /** But never longer than this. */
  public static final Duration MAX_FORWARD_RETRY = Duration.ofSeconds(2);

  /** How long a request is kept waiting; a little less than a client of Maelstrom waits. */
  public static final Duration REQUEST_TIMEOUT = Duration.ofMillis(4_500);

  /** How many entries, or forwarded appends, one message holds at most. */
  public static final int MAX_BATCH = 1_000;

  /**
   * How large a record may be, with its key and its append's name ({@link Append#wireBytes}). A
   * message with a larger one might be longer than what a receiver takes as one line, 16 MiB.
   */
  public static final long MAX_RECORD_BYTES = 8 << 20;

  /**
   * The linger for what a follower forwards. Its leader's next entries are likely to come when the
   * linger is over, and to ask for an answer, on which the appends can ride: so it waits half as
   * long again.
   */
  Duration forwardLinger() {
    return linger.multipliedBy(3).dividedBy(2);
  }

  /**
   * Those on the command line, or else the usual ones.
   *
   * @throws IllegalArgumentException if they make no sense
   */
  public static Settings from(Options options) {
    Settings settings =
        new Settings(
            options.millis("--linger-millis", 6, 0),
            options.millis("--heartbeat-millis", 100, 1),
            options.millis("--election-timeout-millis", 600, 1),
            options.count("--max-poll-records", 500, 1));
    if (settings.electionTimeout.compareTo(settings.heartbeat.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "the election timeout must be at least twice the heartbeat, or leaders are deposed for nothing");
    }
    return settings;
  }

  /** The options with which the promises may be put to the test. */
  public static List<Tunable> tunables() {
    return List.of(
        new Tunable.Number("--linger-millis", 0, 50),
        new Tunable.Number("--max-poll-records", 100, 1_000));
  }
}
