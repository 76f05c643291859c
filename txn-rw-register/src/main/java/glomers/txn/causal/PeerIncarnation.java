package glomers.txn.causal;

import java.util.Optional;

/**
 * Which incarnation of a peer is believed to be its present one. A peer that restarts has forgotten
 * what it acknowledged, and a message of its former incarnation may come late. Names don't tell
 * which of two incarnations is the later one; but only one that is alive can answer. So of two that
 * one is believed in which has heard the newer message, and whenever another one is heard the peer
 * has to answer once more before there is no doubt.
 */
final class PeerIncarnation {

  /** Whose message has come. */
  enum Sender {
    /** That of the incarnation which was believed in. */
    THE_SAME,
    /** That of another one, which is believed in from now on. */
    ITS_SUCCESSOR,
    /** That of another one, which is not believed in. */
    SOMEBODY_ELSE
  }

  private final String self;

  /** How many messages have been sent to the peer. */
  private long sent;

  private Optional<MessageId> newestHeard = Optional.empty();
  private Optional<String> believed = Optional.empty();

  /** The newest message that the one believed in is known to have heard. */
  private long answered;

  /** The oldest message whose answer leaves no doubt. */
  private long certainFrom = 1;

  /**
   * A peer that has not been heard.
   *
   * @param self this node's own incarnation
   */
  PeerIncarnation(String self) {
    this.self = self;
  }

  /** The number of the next message to the peer. */
  long nextNumber() {
    return sent + 1;
  }

  /** Names the next message to the peer. */
  MessageId nameNext() {
    sent++;
    return new MessageId(self, sent);
  }

  /** The newest message that has come from whoever was heard last. */
  Optional<MessageId> newestHeard() {
    return newestHeard;
  }

  /** Whether the one believed in has answered since there was a doubt. */
  boolean isCertain() {
    return answered >= certainFrom;
  }

  /** The newest message of this node's that the sender of a message had heard; 0 if none. */
  long answeredBy(Replication message) {
    return message
        .heard()
        .filter(id -> id.incarnation().equals(self))
        .map(MessageId::number)
        .orElse(0L);
  }

  /** Takes note of a message, and says whose it is. */
  Sender hear(Replication message) {
    MessageId id = message.id();
    if (newestHeard.filter(newest -> newest.isNotBefore(id)).isEmpty()) {
      newestHeard = Optional.of(id);
    }
    long heardBySender = answeredBy(message);
    if (believed.equals(Optional.of(id.incarnation()))) {
      answered = Math.max(answered, heardBySender);
      return Sender.THE_SAME;
    }
    if (believed.isPresent()) {
      certainFrom = nextNumber();
      if (heardBySender <= answered) {
        return Sender.SOMEBODY_ELSE;
      }
    }
    believed = Optional.of(id.incarnation());
    answered = heardBySender;
    return Sender.ITS_SUCCESSOR;
  }
}
