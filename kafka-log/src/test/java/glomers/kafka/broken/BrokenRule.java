package glomers.kafka.broken;

import glomers.core.log.Append;
import glomers.core.log.Log;
import glomers.core.log.Position;
import glomers.kafka.recovery.RecoveryProgram;
import glomers.kafka.safety.Quorum;
import glomers.kafka.safety.SafetyRules;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;

/** The program with one of its decisions taken wrongly, and all the others as they should be. */
public enum BrokenRule {

  /** A leader acknowledges a record when it has it itself. */
  ACKNOWLEDGES_EARLY(
      new SafetyRules() {
        @Override
        public int copiesNeeded(int members) {
          return 1;
        }
      }),

  /** A majority of copies settles an entry of an earlier epoch, too. */
  SETTLES_EARLIER_EPOCHS(
      new SafetyRules() {
        @Override
        public boolean settles(long entryEpoch, long presentEpoch) {
          return true;
        }
      }),

  /** Polls show all that a node has, not only what is acknowledged. */
  SHOWS_THE_UNACKNOWLEDGED(
      new SafetyRules() {
        @Override
        public long readableBelow(Log log) {
          return log.end();
        }
      }),

  /** The log does not look whether it holds an append already. */
  STORES_RETRIES(
      new SafetyRules() {
        @Override
        public OptionalLong findEarlier(Log log, Append.Id id) {
          return OptionalLong.empty();
        }
      }),

  /** One vote less than a majority makes a leader. */
  LEADS_BY_A_MINORITY(
      new SafetyRules() {
        @Override
        public int votesNeeded(int members) {
          return Quorum.majority(members) - 1;
        }
      }),

  /** A voter does not ask how far the candidate's log goes. */
  VOTES_FOR_ANY_LOG(
      new SafetyRules() {
        @Override
        public boolean isUpToDate(Position candidatesEnd, Position ownEnd) {
          return true;
        }
      }),

  /** A voter votes for whoever asks, in one epoch for several. */
  VOTES_TWICE(
      new SafetyRules() {
        @Override
        public boolean mayVote(Optional<String> votedFor, String candidate) {
          return true;
        }
      }),

  /** A leader that hears of a newer epoch takes over its number, and leads on. */
  LEADS_ON(
      new SafetyRules() {
        @Override
        public boolean isDeposedBy(long newerEpoch, long ownEpoch) {
          return false;
        }
      }),

  /** A node obeys a leader of an epoch that it knows to be over. */
  OBEYS_FORMER_LEADERS(
      new SafetyRules() {
        @Override
        public boolean isCurrent(long saidInEpoch, long ownEpoch) {
          return true;
        }
      }),

  /** A follower takes entries without looking at what comes before them. */
  TAKES_WHAT_DOES_NOT_FIT(
      new SafetyRules() {
        @Override
        public boolean fits(Log log, long matched, Position place) {
          return place.offset() <= log.end();
        }
      }),

  /** A follower keeps what it has, whatever the leader has there. */
  KEEPS_ITS_TAIL(
      new SafetyRules() {
        @Override
        public boolean conflicts(long ownEntryEpoch, long leadersEntryEpoch) {
          return false;
        }
      }),

  /** A node that has forgotten everything asks one other, and goes by that. */
  ASKS_ONE_OTHER(
      new SafetyRules() {
        @Override
        public int othersToAsk(int members) {
          return 1;
        }
      }),

  /** Of the answers it believes the oldest. */
  BELIEVES_THE_OLDEST(
      new SafetyRules() {
        @Override
        public <T extends Comparable<? super T>> T newest(Collection<T> answers) {
          return Collections.min(answers);
        }
      }),

  /** It votes in the epoch that it has come back to, though it may have done so before. */
  VOTES_AGAIN_AFTER_RECOVERY(
      new SafetyRules() {
        @Override
        public boolean mayVoteInRecoveredEpoch() {
          return true;
        }
      }),

  /** A log begins when a majority of the members say that they are fresh. */
  BEGINS_WITH_A_MAJORITY(
      new SafetyRules() {
        @Override
        public boolean mayBegin(int freshMembers, int members) {
          return freshMembers >= Quorum.majority(members);
        }
      }),

  /** Votes and acknowledgements count although their node has forgotten them since. */
  COUNTS_THE_DEAD(
      new SafetyRules() {
        @Override
        public boolean promisesEndWithIncarnation() {
          return false;
        }
      });

  private final SafetyRules rules;

  BrokenRule(SafetyRules rules) {
    this.rules = rules;
  }

  /** The rules with this one broken. */
  public SafetyRules rules() {
    return rules;
  }

  /** The program that goes by them. */
  public RecoveryProgram program() {
    return new RecoveryProgram(rules) {};
  }
}
