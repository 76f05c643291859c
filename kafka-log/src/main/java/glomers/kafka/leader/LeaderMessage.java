package glomers.kafka.leader;

import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.log.Append;
import glomers.core.message.PeerMessage;
import java.util.List;
import java.util.Map;

/** What the leader and its followers say to one another. */
public sealed interface LeaderMessage extends PeerMessage {

  /** A follower's client wants this appended. Comes again until it is in the follower's log. */
  @JsonTypeName("forward")
  record Forward(Append append) implements LeaderMessage {}

  /**
   * The leader's word: what stands in the log from an offset on.
   *
   * @param highWaterMark the offset below which a majority has everything
   * @param committed all offsets that consumers have committed
   */
  @JsonTypeName("replicate")
  record Replicate(long from, List<Append> appends, long highWaterMark, Map<String, Long> committed)
      implements LeaderMessage {}

  /**
   * A follower's answer: how much of the log it has.
   *
   * @param end the offset of the first entry that it lacks
   * @param committed all committed offsets that it knows
   */
  @JsonTypeName("acknowledge")
  record Acknowledge(long end, Map<String, Long> committed) implements LeaderMessage {}
}
